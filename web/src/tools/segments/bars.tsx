/** Segments as bars on the scale of the sound, those that overlap below one another. The list has the same for keys. */

import { lanes, type Span } from "../spans/rules";

export interface Bar extends Span {
  key: string;
  look: string;
  choose?: () => void;
}

interface BarsProps {
  bars: readonly Bar[];
  length: number; // of the sound, in seconds
}

export function Bars({ bars, length }: BarsProps) {
  const lane = lanes(bars);
  const share = (seconds: number) => `${(100 * seconds) / (length || 1)}%`;
  return (
    <div class="bars" style={{ "--lanes": Math.max(1, ...lane.map((one) => one + 1)) }} aria-hidden="true">
      {bars.map(({ key, look, label, start, end, choose }, i) => (
        <span
          key={key}
          class={`bar ${look}`}
          style={{ left: share(start), width: share(end - start), "--lane": lane[i] }}
          title={label}
          onClick={choose}
        >
          {label}
        </span>
      ))}
    </div>
  );
}
