/** The keys of these tools. Letters always mean the same. Arrows, Enter, Esc and Del are in the list only while there
 *  is something here to move, to end or to delete; else they stay the page's, where arrows go to another item. */

import type { Binding } from "../tool";
import * as draw from "./draw";
import { cornerAdded, cornerMoved, cornerRemoved, grown, moved, turned } from "./edit";
import * as editor from "./editor";
import { kindOf, labelsOf, setMode, type Editing } from "./model";
import { corners, isBox, isPolygon, plus, type Kind, type Point, type Region } from "./shape";
import { follow, pan, whole, zoom, ZOOM } from "./sight";

/** As in Label Studio where the page leaves the letter free; N, which draws again with the same label, as in CVAT. */
const DRAW: Record<Kind, { keys: string[]; label: string }> = {
  boxes: { keys: ["r", "n"], label: "Draw a box" },
  polygons: { keys: ["n"], label: "Draw a polygon" },
  points: { keys: ["k", "n"], label: "Set a point" },
};

const ARROWS: readonly (readonly [string, Point])[] = [
  ["left", [-1, 0]],
  ["right", [1, 0]],
  ["up", [0, -1]],
  ["down", [0, 1]],
];
const FAR = 10; // times as far with Shift
const CURSOR = 4; // pixels of the screen that the cursor goes at a press
const PAN = 60;
const TURN = 5; // degrees

export function keys(asked: Editing): Binding[] {
  if (asked.locked) return looking(asked);
  return [...labels(asked), ...looking(asked), ...choosing(asked), ...letters(asked), ...now(asked)];
}

const labels = (asked: Editing): Binding[] =>
  labelsOf(asked.question).map((label) => ({
    name: `label ${label}`,
    keys: [],
    label,
    run: () => editor.relabel(asked, label),
  }));

const looking = (asked: Editing): Binding[] => [
  { name: "pan", keys: ["h"], label: "Move the picture", run: () => setMode(asked.model, "pan") },
  { name: "larger", keys: ["+", "="], label: "Zoom in", run: () => zoom(asked.model, ZOOM) },
  { name: "smaller", keys: ["-"], label: "Zoom out", run: () => zoom(asked.model, 1 / ZOOM) },
  { name: "whole", keys: ["z"], label: "Show the whole picture", run: () => whole(asked.model) },
  ...(asked.model.mode.value === "pan"
    ? arrows("", "Move the picture", (by) => pan(asked.model, scaled(by, -PAN)))
    : []),
];

const choosing = (asked: Editing): Binding[] => [
  { name: "select", keys: ["v"], label: "Select regions", run: () => setMode(asked.model, "select") },
  { name: "draw", ...DRAW[kindOf(asked.question)], run: () => draw.begin(asked) },
  { name: "next", keys: ["w"], label: "Next region", run: () => stepped(asked, 1) },
  { name: "previous", keys: ["q"], label: "Region before", run: () => stepped(asked, -1) },
];

function stepped(asked: Editing, by: 1 | -1): void {
  editor.step(asked, by);
  const region = editor.selected(asked, "answer") ?? editor.selected(asked, "ghost");
  if (region) follow(asked.model, corners(region)[0] as Point);
}

/** What is done to the selected region. */
function letters(asked: Editing): Binding[] {
  const { model, question } = asked;
  const answer = (run: (region: Region) => void) => () => {
    const region = editor.selected(asked, "answer");
    if (region) run(region);
  };
  const suggested = () => {
    const ghost = editor.selected(asked, "ghost");
    if (ghost) editor.take(asked, ghost);
  };
  const turn = (by: number) =>
    answer((region) => isBox(region) && editor.put(asked, turned(region, (region.rotation ?? 0) + by)));
  const around = (by: 1 | -1) => answer((region) => isPolygon(region) && nextCorner(asked, region.points.length, by));
  const middle = answer((region) => {
    if (isPolygon(region) && model.corner.value !== null) editor.put(asked, cornerAdded(region, model.corner.value));
  });
  const own: Record<Kind, Binding[]> = {
    boxes: [
      { name: "turn left", keys: [","], label: "Turn to the left", run: turn(-TURN) },
      { name: "turn right", keys: ["."], label: "Turn to the right", run: turn(TURN) },
    ],
    polygons: [
      { name: "previous corner", keys: [","], label: "Corner before", run: around(-1) },
      { name: "next corner", keys: ["."], label: "Next corner", run: around(1) },
      { name: "add a corner", keys: ["m"], label: "Add a corner after this one", run: middle },
    ],
    points: [],
  };
  return [
    { name: "take", keys: ["t"], label: "Take this suggested region", run: suggested },
    { name: "hide", keys: ["i"], label: "Hide", run: answer((region) => editor.toggle(asked, "hidden", region)) },
    { name: "lock", keys: ["l"], label: "Lock", run: answer((region) => editor.toggle(asked, "locked", region)) },
    { name: "duplicate", keys: ["mod+d"], label: "Duplicate", run: () => editor.copy(asked) },
    ...own[kindOf(question)],
  ];
}

function nextCorner({ model }: Editing, all: number, by: 1 | -1): void {
  const at = model.corner.value;
  model.corner.value = at === null ? (by > 0 ? 0 : all - 1) : (at + by + all) % all;
  model.said.value = `Corner ${model.corner.value + 1} of ${all}`;
}

/** What arrows, Enter, Esc and Del mean at this moment. Where things are is looked up at the press: to know it before
 *  would mean to make the list anew, and the page with it, at every move. */
function now(asked: Editing): Binding[] {
  const { model } = asked;
  const ghost = editor.selected(asked, "ghost");
  const region = editor.editable(asked);
  const leave = { name: "leave", keys: ["escape"], label: "Leave", run: () => draw.leave(asked) };
  if (model.drawing.value || model.steered.value) return [...whileDrawing(asked), leave];
  if (model.mode.value === "pan") return [leave];
  if (ghost) return [removal("Refuse this suggested region", () => editor.refuse(asked, ghost)), leave];
  if (region) return [...whileSelected(asked, region), leave];
  return model.selected.value ? [leave] : [];
}

function whileDrawing(asked: Editing): Binding[] {
  const { drawing, steered, cursor } = asked.model;
  const back = drawing.value ? [removal("Take the last corner back", () => draw.takeBack(asked), "mod+z")] : [];
  if (!steered.value)
    return [{ name: "finish", keys: ["enter"], label: "Finish", run: () => draw.finish(asked) }, ...back];
  const set = () => {
    const at = cursor.peek();
    if (at) draw.setCorner(asked, at);
  };
  return [
    ...arrows("", "Move the cursor", (by) => draw.moveCursor(asked, scaled(by, pixels(asked, CURSOR)))),
    { name: "set", keys: ["enter"], label: "Set a corner", run: set },
    ...back,
  ];
}

/** So many pixels of the screen in those of the picture, whole ones: nobody sees less. */
const pixels = ({ model }: Editing, onScreen: number): number =>
  Math.max(1, Math.round(onScreen / model.view.peek().scale));

function whileSelected(asked: Editing, region: Region): Binding[] {
  const { corner, picture } = asked.model;
  const size = picture.value;
  if (!size) return [];
  const put = (next: Region, place: Point) => {
    editor.put(asked, next);
    follow(asked.model, place);
  };
  const at = corner.value;
  const point = isPolygon(region) && at !== null ? region.points[at] : undefined;
  if (isPolygon(region) && at !== null && point)
    return [
      ...arrows("", "Move the corner", (by) => {
        const to = plus(point, scaled(by, pixels(asked, 1)));
        put(cornerMoved(region, at, to, size), to);
      }),
      removal("Delete the corner", () => {
        corner.value = null;
        editor.put(asked, cornerRemoved(region, at));
      }),
    ];
  return [
    ...arrows("", "Move", (by) => {
      const next = moved(region, scaled(by, pixels(asked, 1)), size);
      put(next, corners(next)[0] as Point);
    }),
    ...arrows("mod+", "Resize", (by) => editor.put(asked, grown(region, scaled(by, pixels(asked, 1)), size))),
    removal("Delete", () => editor.remove(asked, region)),
  ];
}

const removal = (label: string, run: () => void, ...more: string[]): Binding => ({
  name: "delete",
  keys: ["delete", "backspace", ...more],
  label,
  run,
});

const scaled = ([x, y]: Point, by: number): Point => [by * x, by * y];

/** Four arrows, and the same four with Shift, ten times as far. */
const arrows = (modifier: "" | "mod+", label: string, run: (by: Point) => void): Binding[] =>
  ARROWS.flatMap(([way, by]) =>
    [1, FAR].map((times) => {
      const key = `${modifier}${times > 1 ? "shift+" : ""}arrow${way}`;
      return {
        name: key,
        keys: [key],
        label: `${label} ${way}${times > 1 ? ", far" : ""}`,
        run: () => run(scaled(by, times)),
      };
    }),
  );
