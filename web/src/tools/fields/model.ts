/** What the screen knows of a document's form, and what keys and buttons do to it. */

import { signal, type Signal } from "@preact/signals";
import type { Asked } from "../tool";
import { columnsOf, type Box, type Entry, type Fields } from "./checks";
import { middle } from "./boxes";
import * as work from "./work";
import type { Place } from "./work";

export interface FieldsModel {
  active: Signal<Place | null>; // where one writes, or last wrote
  settled: Signal<Readonly<Record<string, string>>>; // the doubts that were looked at
  whole: Signal<boolean>; // the whole page instead of the part around the box
  page: Signal<number>;
  draft: Signal<Box | null>; // a box while keys move it
}

export const model = (): FieldsModel => ({
  active: signal(null),
  settled: signal({}),
  whole: signal(false),
  page: signal(0),
  draft: signal(null),
});

export type AskedFields = Asked<Fields, FieldsModel>;

export const shownAt = ({ value, ghost }: AskedFields, place: Place) => work.shown(value, ghost, place);

export const found = ({ value, ghost, question }: AskedFields) => work.toLookAt(value, ghost, question);

export function write(asked: AskedFields, place: Place, text: string): void {
  const { entry } = shownAt(asked, place);
  set(asked, place, { ...entry, text });
}

const set = ({ value, ghost, change }: AskedFields, place: Place, entry: Entry): void =>
  change(work.withEntry(value, ghost, place, entry));

export function setBox(asked: AskedFields, box: Box | null): void {
  const place = asked.model.active.peek();
  if (place) set(asked, place, { text: shownAt(asked, place).entry?.text ?? "", box });
}

/** The page shows what the field was read from. */
export function enter(asked: AskedFields, place: Place): void {
  const { active, page, whole } = asked.model;
  active.value = place;
  whole.value = false;
  page.value = shownAt(asked, place).entry?.box?.[0] ?? page.peek();
}

/** Enter: a suggestion is taken over, and the focus goes to what is to be looked at next. */
export function goOn(asked: AskedFields, place: Place | null): void {
  const { settled } = asked.model;
  if (place && place.row === undefined) {
    const why = found(asked)[place.name];
    if (why) settled.value = { ...settled.peek(), [place.name]: why };
  }
  const { entry, ghost } = place ? shownAt(asked, place) : { entry: undefined, ghost: false };
  const taken = place && ghost && entry ? work.withEntry(asked.value, asked.ghost, place, entry) : asked.value;
  if (taken && taken !== asked.value) asked.change(taken);
  focus(after({ ...asked, value: taken }, place));
}

/** Where Enter leads: the next cell of a line, the next doubtful field, the button for the rest, or out of the form. */
function after(asked: AskedFields, place: Place | null): string | null {
  const { value, ghost, question, model } = asked;
  if (place?.row !== undefined) {
    const names = columnsOf(question).map(({ name }) => name);
    const name = names[names.indexOf(place.name) + 1];
    if (name) return work.keyOf({ name, row: place.row });
    if (place.row + 1 < work.linesOf(value, ghost).length) return work.keyOf({ name: names[0]!, row: place.row + 1 });
  }
  const next = work.nextOf(
    found(asked),
    model.settled.peek(),
    question,
    place?.row === undefined ? (place?.name ?? null) : null,
  );
  return next ?? (work.openGhosts(value, ghost) ? REST : null);
}

/** The button that takes over what was not doubtful. */
export const REST = "the rest";

/** Moves the focus to a field, by its key; null: out of the form, where Enter is the page's own. */
export function focus(key: string | null): void {
  const field = key === null ? null : document.querySelector<HTMLElement>(`[data-place="${CSS.escape(key)}"]`);
  if (field) field.focus();
  else (document.activeElement as HTMLElement | null)?.blur();
}

export function takeRest({ value, ghost, change }: AskedFields): void {
  change(work.takenOver(value, ghost));
  focus(null);
}

export function addLine(asked: AskedFields): void {
  const { value, ghost, question, change } = asked;
  const lines = work.linesOf(value, ghost);
  change(work.withLines(value, [...lines, {}]));
  const first = columnsOf(question)[0]!.name;
  requestAnimationFrame(() => focus(work.keyOf({ name: first, row: lines.length })));
}

export function dropLine({ value, ghost, change }: AskedFields, row: number): void {
  const lines = work.linesOf(value, ghost).filter((_, i) => i !== row);
  change(work.withLines(value, lines));
}

/** The box of the active field, to be moved by keys. */
export function startBox(asked: AskedFields): void {
  const { active, draft, page } = asked.model;
  const place = active.peek();
  if (!place) return;
  draft.value = shownAt(asked, place).entry?.box ?? middle(page.peek());
  document.querySelector<HTMLElement>(".page-sheet")?.focus();
}

export function endBox(asked: AskedFields, keep: boolean): void {
  const { active, draft } = asked.model;
  if (keep && draft.peek()) setBox(asked, draft.peek());
  draft.value = null;
  if (active.peek()) focus(work.keyOf(active.peek()!));
}
