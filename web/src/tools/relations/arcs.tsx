/** Relations drawn over their text: a line from end to end, with its label in the middle. */

import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Part } from "../spans/caret";
import { boxOf } from "../spans/line";

export interface Arc {
  key: string;
  from: Part; // in UTF-16 units
  to: Part;
  label: string;
  look: string; // classes: its tint, "ghost", "current"
}

/** Beyond these, lines hide more than they tell: the list tells it all. */
const MOST_ARCS = 40;
const FAR = 20; // pixels: a line across other lines would strike them out; only the chosen one may

interface Drawn extends Arc {
  path: string;
  x: number;
  y: number;
}

export function Arcs({ arcs }: { arcs: readonly Arc[] }) {
  const ref = useRef<SVGSVGElement>(null);
  const id = useId();
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const said = arcs.map(({ key, look }) => `${key} ${look}`).join("|");
  useLayoutEffect(() => {
    const all = ref.current!;
    const draw = () => setDrawn(arcs.length > MOST_ARCS ? [] : arcs.flatMap((arc) => placed(all, arc)));
    const watch = new ResizeObserver(draw);
    watch.observe(all);
    return () => watch.disconnect();
  }, [said]);
  return (
    <svg class="arcs" ref={ref} aria-hidden="true">
      <defs>
        <marker id={id} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" fill="context-stroke" />
        </marker>
      </defs>
      {drawn.map(({ key, look, path, x, y, label }) => (
        <g key={key} class={`arc ${look}`}>
          <path d={path} marker-end={`url(#${id})`} />
          <text x={x} y={y}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** From the top of one end to the top of the other, higher the farther they lie apart. */
function placed(svg: SVGSVGElement, arc: Arc): Drawn[] {
  const [from, to] = [arc.from, arc.to].map((part) => boxOf(svg.parentElement!, part));
  if (!from || !to) return [];
  if (Math.abs(from.y - to.y) > FAR && !arc.look.includes("current")) return [];
  const { x: left, y: top } = svg.getBoundingClientRect();
  const [x1, y1, x2, y2] = [from.x + from.width / 2 - left, from.y - top, to.x + to.width / 2 - left, to.y - top];
  const rise = Math.min(30, 14 + Math.abs(x2 - x1) / 20);
  const high = Math.min(y1, y2) - rise;
  const [near, far] = [x1 + (x2 - x1) * 0.15, x2 - (x2 - x1) * 0.15];
  const [x, y] = [(x1 + 3 * near + 3 * far + x2) / 8, (y1 + 6 * high + y2) / 8]; // half-way along the curve
  return [{ ...arc, path: `M${x1} ${y1}C${near} ${high} ${far} ${high} ${x2} ${y2}`, x, y }];
}
