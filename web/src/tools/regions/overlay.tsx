/** Regions over the picture. Lines keep their width and letters their size at any zoom; each line has a dark edge, so
 *  that it is seen on light and on dark alike, and each region the first letters of its label beside its colour. */

import * as draw from "./draw";
import { answered, editable, open, selected } from "./editor";
import { handles } from "./hit";
import { hue, letters } from "./look";
import { labelsOf, type Editing } from "./model";
import { corners, isBox, isPolygon, type Point, type Region } from "./shape";
import { toScreen } from "./view";

const DOT = 7; // radius of a point
const GRIP = 5; // half of the square that is seen of a handle

const path = (points: readonly Point[], closed = true): string =>
  `${points.map(([x, y], i) => `${i ? "L" : "M"}${x} ${y}`).join("")}${closed ? "Z" : ""}`;

const isDot = (region: Region): boolean => !isBox(region) && !isPolygon(region);

interface ShapesProps {
  regions: readonly Region[];
  hue: string; // a class
  state?: string; // classes: "ghost", "selected"
}

/** Regions that look the same. Areas are one path together: a thousand paths of their own would be slow to move. */
export function Shapes({ regions, hue, state = "" }: ShapesProps) {
  const areas = regions.filter((region) => !isDot(region)).map((region) => path(corners(region)));
  return (
    <g class={`${hue} ${state}`}>
      <path class="region-edge" d={areas.join("")} />
      <path class="region-line" d={areas.join("")} />
      {regions.filter(isDot).map((region) => (
        <g transform={`translate(${corners(region)[0]})`}>
          <g class="unscaled">
            <circle class="region-edge" r={DOT} />
            <circle class="region-line" r={DOT} />
            <circle class="region-core" r={1.5} />
          </g>
        </g>
      ))}
    </g>
  );
}

interface TagProps {
  region: Region;
  words: string;
  state?: string;
  below?: boolean; // clear of the handles
}

/** Letters at a region: over the upper left corner of a box, at the top of an outline, beside a point. */
export function Tag({ region, words, state = "", below = false }: TagProps) {
  const outer = (one: Point, other: Point) => (below ? other[1] > one[1] : other[1] < one[1]);
  const [x, y] = corners(region).reduce((one, other) => (outer(one, other) ? other : one));
  const [left, top] = isDot(region) ? [DOT, -19] : [-1, below ? 20 : -17];
  return (
    <g transform={`translate(${x} ${y})`}>
      <g class={`region-tag unscaled ${state}`}>
        <rect x={left} y={top} width={wide(words)} height={15} rx={3} />
        <text x={left + 4} y={top + 11.5}>
          {words}
        </text>
      </g>
    </g>
  );
}

/** About the width of words in letters of 12 pixels: small ones, capitals, and those that fill a square. */
const wide = (words: string): number =>
  [...words].reduce((sum, one) => sum + (one > "\u2e80" ? 12 : one === one.toLowerCase() ? 7 : 10), 8);

/** All regions but the selected one, which moves. */
export function Regions({ asked }: { asked: Editing }) {
  const labels = labelsOf(asked.question);
  const { hidden } = asked.model;
  const chosen = [selected(asked, "answer"), selected(asked, "ghost")];
  const rest = (regions: readonly Region[]) => regions.filter((one) => !hidden.value.has(one) && !chosen.includes(one));
  const ghosts = rest((asked.ghost ?? []).filter((ghost) => open(asked, ghost)));
  const seen = rest(answered(asked));
  return (
    <>
      {[...alike(labels, ghosts)].map(([hue, regions]) => (
        <Shapes key={hue} regions={regions} hue={hue} state="ghost" />
      ))}
      {[...alike(labels, seen)].map(([hue, regions]) => (
        <Shapes key={hue} regions={regions} hue={hue} />
      ))}
      {ghosts.map((region) => (
        <Tag region={region} words={letters(labels, region.label)} state="ghost" />
      ))}
      {seen.map((region) => (
        <Tag region={region} words={letters(labels, region.label)} />
      ))}
    </>
  );
}

function alike(labels: readonly string[], regions: readonly Region[]): Map<string, Region[]> {
  const groups = new Map<string, Region[]>();
  for (const region of regions) {
    const look = hue(labels, region.label);
    groups.set(look, [...(groups.get(look) ?? []), region]);
  }
  return groups;
}

/** The selected region, or what it becomes while it is pulled. */
export function Selected({ asked }: { asked: Editing }) {
  const { hidden, pulled } = asked.model;
  const labels = labelsOf(asked.question);
  const answer = selected(asked, "answer");
  const region = answer ? (pulled.value ?? answer) : selected(asked, "ghost");
  if (!region || (answer && hidden.value.has(answer))) return null;
  const state = answer ? "selected" : "ghost selected";
  return (
    <>
      <Shapes regions={[region]} hue={hue(labels, region.label)} state={state} />
      <Tag region={region} words={region.label} state={state} below={answer !== null} />
    </>
  );
}

/** What is being drawn, up to the pointer or the cursor. */
export function Sketch({ asked }: { asked: Editing }) {
  const { begun, cursor, pointer, label } = asked.model;
  const at = cursor.value ?? pointer.value;
  const region = at && draw.sketch(asked, at);
  if (!at || !region) return null;
  const colour = hue(labelsOf(asked.question), label.value);
  if (isBox(region)) return <Shapes regions={[region]} hue={colour} />;
  const line = path([...begun.value, at], false);
  return (
    <g class={colour}>
      <path class="region-edge" d={line} />
      <path class="region-line" d={line} />
      {begun.value.map((point, i) => (
        <g transform={`translate(${point})`}>
          <circle class={`region-grip unscaled ${i ? "" : "first"}`} r={i ? GRIP : DOT} />
        </g>
      ))}
    </g>
  );
}

/** Handles are small to look at and large to hit (hit.ts). */
export function Handles({ asked }: { asked: Editing }) {
  const { pulled, view, corner, begun } = asked.model;
  const region = editable(asked);
  if (!region || begun.value.length) return null;
  return (
    <>
      {handles(pulled.value ?? region, view.value).map(({ grip, at: [x, y] }) =>
        grip.part === "side" ? (
          <rect class="region-grip" x={x - GRIP} y={y - GRIP} width={2 * GRIP} height={2 * GRIP} rx={1.5} />
        ) : grip.part === "turn" ? (
          <g class="region-knob">
            <circle class="region-grip" cx={x} cy={y} r={GRIP + 1} />
            <path d={`M${x - 2.5} ${y + 1}a2.7 2.7 0 1 1 3.6 1.4m.4 -2.2l-.6 2.3l2.2 .6`} />
          </g>
        ) : (
          <circle
            class={`region-grip ${grip.part} ${grip.part === "corner" && grip.i === corner.value ? "first" : ""}`}
            cx={x}
            cy={y}
            r={grip.part === "corner" ? GRIP : GRIP - 1.5}
          />
        ),
      )}
    </>
  );
}

/** Where the next corner would be: lines over the whole frame, and a cross for the keyboard's cursor. */
export function Crosshair({ asked }: { asked: Editing }) {
  const { mode, cursor, pointer, view, frame } = asked.model;
  const at = cursor.value ?? (mode.value === "draw" && !asked.locked ? pointer.value : null);
  if (!at) return null;
  const [x, y] = toScreen(view.value, at).map((one) => Math.round(one) + 0.5) as [number, number]; // one sharp pixel
  const { width, height } = frame.value;
  const lines = `M${x} 0V${height}M0 ${y}H${width}`;
  return (
    <g class="crosshair">
      <path class="region-edge" d={lines} />
      <path class="region-line" d={lines} />
      {cursor.value && <circle class="region-line" cx={x} cy={y} r={9} />}
    </g>
  );
}
