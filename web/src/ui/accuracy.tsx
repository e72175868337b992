/** How often a model is right, against the number of examples that taught it, each point with its interval. */

import { line, linear } from "../core/chart";
import { percent } from "../core/format";
import { curveInWords, type Accuracy } from "../core/suggestions";
import { Frame, PAD, useWidth } from "./chart";

const HEIGHT = 230;
const CAP = 5; // half the width of an interval's end

/** An estimate, so its marks are hollow. */
export function AccuracyChart({ points }: { points: readonly Accuracy[] }) {
  const [ref, width] = useWidth();
  const places = points.map((_, i) => i);
  const x = Object.assign(linear([0, Math.max(1, points.length - 1)], [PAD.left + 34, width - PAD.right - 44]), {
    ticks: places,
  });
  const lowest = Math.min(...points.map((one) => one.low));
  const y = linear([Math.max(0, Math.floor(lowest * 5) / 5), 1], [HEIGHT - PAD.bottom, PAD.top], 4);
  return (
    <div ref={ref} class="chart-frame">
      <Frame
        width={width}
        height={HEIGHT}
        x={x}
        y={y}
        xWords="examples of each class"
        yWords="right"
        xTick={(place) => points[place]?.per_class?.toString() ?? "all"}
        yTick={(value) => percent(value, 0)}
        label={`Estimated accuracy: ${curveInWords(points)}.`}
      >
        <path class="curve" d={line(points.map((one, i) => [x(i), y(one.mid)] as const))} />
        {points.map((one, i) => (
          <g key={i}>
            <path
              class="doubt"
              d={`M${x(i) - CAP} ${y(one.high)}h${2 * CAP}m${-CAP} 0V${y(one.low)}m${-CAP} 0h${2 * CAP}`}
            />
            <circle class="mark-dot" cx={x(i)} cy={y(one.mid)} r={5} />
            <text class="tick" x={x(i) + 10} y={y(one.mid) + 16}>
              {percent(one.mid, 0)}
            </text>
          </g>
        ))}
      </Frame>
    </div>
  );
}
