/** Editing an answer: each change is one step of undo. Marks such as "hidden" follow a region by being the same
 *  object, and are carried over to what it becomes; an undo brings the old object back with the marks it had. */

import { counted } from "../../core/format";
import { duplicate } from "./edit";
import { setLabel, type Editing, type Model, type Regions, type Selected } from "./model";
import { extent, same, type Region } from "./shape";

export const answered = ({ value }: Editing): Regions => value ?? [];

/** Whether a suggested region still waits for a decision. */
export const open = (asked: Editing, ghost: Region): boolean =>
  !asked.locked &&
  !asked.model.refused.value.has(ghost) &&
  !answered(asked).some((region) => asked.model.origin.get(region) === ghost || same(region, ghost));

const among = (asked: Editing, of: Selected["of"]): Regions =>
  of === "answer" ? answered(asked) : (asked.ghost ?? []);

/** The selected region, of the answer or suggested. */
export function selected(asked: Editing, of: Selected["of"]): Region | null {
  const at = asked.model.selected.value;
  const region = at?.of === of ? among(asked, of)[at.at] : undefined;
  return region && (of === "answer" || open(asked, region)) ? region : null;
}

/** The selected region, if it may be changed. */
export function editable(asked: Editing): Region | null {
  const region = selected(asked, "answer");
  const { hidden, locked } = asked.model;
  return region && !asked.locked && !hidden.value.has(region) && !locked.value.has(region) ? region : null;
}

const words = (region: Region): string => `${region.label}, ${extent(region)}`;

export function select(asked: Editing, to: Selected | null): void {
  const { model } = asked;
  model.selected.value = to;
  model.corner.value = null;
  const regions = to ? among(asked, to.of) : [];
  const region = to && regions[to.at];
  if (!region) return;
  const kind = to.of === "ghost" ? "Suggested region" : "Region";
  model.said.value = `${kind} ${to.at + 1} of ${regions.length}: ${words(region)}`;
}

/** The next region, or the one before; suggested ones come after those of the answer. */
export function step(asked: Editing, by: 1 | -1): void {
  const { hidden, selected: at } = asked.model;
  const all: Selected[] = [
    ...answered(asked).flatMap((one, i) => (hidden.value.has(one) ? [] : [{ of: "answer" as const, at: i }])),
    ...(asked.ghost ?? []).flatMap((one, i) => (open(asked, one) ? [{ of: "ghost" as const, at: i }] : [])),
  ];
  const now = all.findIndex((one) => one.of === at.value?.of && one.at === at.value.at);
  const to = all.at(now < 0 ? (by > 0 ? 0 : -1) : (now + by) % all.length);
  if (to) select(asked, to);
}

export function add(asked: Editing, region: Region): void {
  const { model, change } = asked;
  const regions = [...answered(asked), region];
  change(regions);
  model.selected.value = { of: "answer", at: regions.length - 1 };
  model.corner.value = null;
  model.said.value = `Added ${words(region)}. ${counted(regions.length, "region")}.`;
}

/** The selected region becomes another one. */
export function put(asked: Editing, next: Region): void {
  const old = editable(asked);
  if (!old || same(old, next)) return;
  inherit(asked.model, old, next);
  asked.change(answered(asked).map((one) => (one === old ? next : one)));
  asked.model.said.value = words(next);
}

function inherit({ origin, hidden }: Model, old: Region, next: Region): void {
  const ghost = origin.get(old);
  if (ghost) origin.set(next, ghost);
  if (hidden.value.has(old)) hidden.value = new Set(hidden.value).add(next);
}

export function remove(asked: Editing, region: Region): void {
  const { model, change } = asked;
  if (asked.locked || model.locked.value.has(region)) return;
  const ghost = model.origin.get(region) ?? asked.ghost?.find((one) => same(one, region));
  if (ghost) model.refused.value = new Set(model.refused.value).add(ghost); // or it would be suggested again
  const left = answered(asked).filter((one) => one !== region);
  select(asked, null);
  change(left);
  model.said.value = `Deleted ${words(region)}. ${counted(left.length, "region")}.`;
}

export function copy(asked: Editing): void {
  const region = selected(asked, "answer");
  const { picture, view } = asked.model;
  if (region && picture.value && !asked.locked) add(asked, duplicate(region, 12 / view.value.scale, picture.value));
}

/** For the selected region, and for what is drawn next. */
export function relabel(asked: Editing, label: string): void {
  setLabel(asked.model, asked.question, label);
  const region = editable(asked);
  asked.model.said.value = label;
  if (region && asked.model.cursor.value === null) put(asked, { ...region, label });
}

/** A single suggested region becomes part of the answer. */
export function take(asked: Editing, ghost: Region): void {
  if (!open(asked, ghost)) return;
  const region = { ...ghost };
  asked.model.origin.set(region, ghost);
  add(asked, region);
}

export function refuse(asked: Editing, ghost: Region): void {
  const { model } = asked;
  model.refused.value = new Set(model.refused.value).add(ghost);
  select(asked, null);
  model.said.value = `Refused ${words(ghost)}.`;
}

export function toggle({ model }: Editing, mark: "hidden" | "locked", region: Region): void {
  const marked = new Set(model[mark].value);
  if (!marked.delete(region)) marked.add(region);
  model[mark].value = marked;
  const negation = marked.has(region) ? "" : "no longer ";
  model.said.value = `${words(region)}: ${negation}${mark}`;
}
