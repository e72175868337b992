/** Who labelled what: gold is people, hatched silver is the machine, hollow is open. Said in words, too. */

import type { Counts } from "../api/types";
import { count, percent } from "../core/format";

interface Shares {
  human: number;
  machine: number;
  unlabelled: number;
}

/** Names and patterns for the eye; the drawing itself has a name for those who listen. */
export function Bar({ shares, height = 14, of }: { shares: Shares; height?: number; of?: number }) {
  const total = of ?? shares.human + shares.machine + shares.unlabelled;
  const words = `${count(shares.human)} by people, ${count(shares.machine)} by the machine, ${count(shares.unlabelled)} open`;
  const width = (n: number) => (total ? (100 * n) / total : 0);
  return (
    <svg class="bar" width="100%" height={height} role="img" aria-label={words} preserveAspectRatio="none">
      <title>{words}</title>
      <Hatch />
      <rect class="bar-open" x="0.5" y="0.5" width="100%" height={height - 1} rx="3" />
      <rect class="bar-human" width={`${width(shares.human)}%`} height={height} rx="3" />
      <rect class="bar-machine" x={`${width(shares.human)}%`} width={`${width(shares.machine)}%`} height={height} />
      <rect x={`${width(shares.human)}%`} width={`${width(shares.machine)}%`} height={height} fill="url(#hatch)" />
    </svg>
  );
}

export const Hatch = () => (
  <defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="6" class="hatch-line" />
    </pattern>
  </defs>
);

export function Key({ counts }: { counts: Pick<Counts, "human" | "machine" | "unlabelled"> }) {
  const total = counts.human + counts.machine + counts.unlabelled;
  const share = (n: number) => (total ? percent(n / total) : "0 %");
  return (
    <ul class="bar-key plain small">
      <li>
        <i class="swatch human" /> People <strong>{count(counts.human)}</strong>{" "}
        <span class="quiet">{share(counts.human)}</span>
      </li>
      <li>
        <i class="swatch machine" /> Machine <strong>{count(counts.machine)}</strong>{" "}
        <span class="quiet">{share(counts.machine)}</span>
      </li>
      <li>
        <i class="swatch open" /> Open <strong>{count(counts.unlabelled)}</strong>{" "}
        <span class="quiet">{share(counts.unlabelled)}</span>
      </li>
    </ul>
  );
}
