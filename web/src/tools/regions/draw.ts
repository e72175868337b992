/** Drawing a new region, corner by corner; the pointer and the keyboard do it in the same way. */

import { boxOf, CORNERS, dotOf, kept, polygonOf } from "./edit";
import { add, select } from "./editor";
import { TARGET } from "./hit";
import { kindOf, setMode, type Editing } from "./model";
import { apart, plus, type Point, type Region } from "./shape";
import { follow } from "./sight";
import { toPicture } from "./view";

/** A corner set twice at one place ends a polygon, as a double click does: so far may the hand tremble, on the screen. */
const AGAIN = 3;

/** The keyboard draws: its cursor stands where it was left, or in the middle of what is seen. */
export function begin(asked: Editing): void {
  const { model } = asked;
  const { picture, frame, view, pointer } = model;
  if (!picture.value || asked.locked) return;
  const middle = toPicture(view.value, [frame.value.width / 2, frame.value.height / 2]);
  select(asked, null);
  setMode(model, "draw");
  model.cursor.value = kept((pointer.value ?? middle).map(Math.round) as unknown as Point, picture.value);
  model.said.value = `Drawing ${model.label.value}`;
}

export function moveCursor({ model }: Editing, by: Point): void {
  const { cursor, picture } = model;
  if (!cursor.value || !picture.value) return;
  cursor.value = kept(plus(cursor.value, by), picture.value);
  model.pointer.value = cursor.value;
  model.said.value = cursor.value.join(", ");
  follow(model, cursor.value);
}

/** What would be there if the next corner were set at `at`; also while it is being drawn. */
export function sketch({ model, question }: Editing, at: Point): Region | null {
  const { begun, label, picture } = model;
  const [first] = begun.value;
  if (!first || !picture.value) return null;
  if (kindOf(question) === "boxes") return boxOf(label.value, first, at, picture.value);
  return polygonOf(label.value, [...begun.value, at], picture.value);
}

export function setCorner(asked: Editing, at: Point): void {
  const { model, question } = asked;
  const { begun, view, picture, label } = model;
  if (!picture.value || asked.locked) return;
  const [first, last] = [begun.value[0], begun.value.at(-1)];
  const touches = (point: Point | undefined, reach: number) =>
    point !== undefined && apart(point, at) * view.value.scale <= reach;
  if (kindOf(question) === "points") return done(asked, dotOf(label.value, at, picture.value));
  if (kindOf(question) === "boxes" && first) return done(asked, boxOf(label.value, first, at, picture.value));
  if (begun.value.length >= CORNERS && (touches(first, TARGET / 2) || touches(last, AGAIN))) return finish(asked);
  if (touches(last, 0)) return;
  begun.value = [...begun.value, kept(at, picture.value)];
  model.said.value = `Corner ${begun.value.length} set`;
}

/** Closes a polygon. */
export function finish(asked: Editing): void {
  const { begun, label, picture } = asked.model;
  if (begun.value.length >= CORNERS && picture.value) done(asked, polygonOf(label.value, begun.value, picture.value));
}

function done(asked: Editing, region: Region): void {
  asked.model.begun.value = [];
  asked.model.cursor.value = null; // the arrows now move the new region
  add(asked, region);
}

export function takeBack({ model }: Editing): void {
  model.begun.value = model.begun.value.slice(0, -1);
}

/** Out of what one is in, one step at a time. */
export function leave(asked: Editing): void {
  const { model } = asked;
  if (model.begun.value.length) model.begun.value = [];
  else if (model.cursor.value) model.cursor.value = null;
  else if (model.corner.value !== null) model.corner.value = null;
  else if (model.selected.value) select(asked, null);
  else setMode(model, "select");
}
