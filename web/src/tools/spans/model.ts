/** What the screen knows of a text that is being marked, and what the keys and buttons do to it. */

import { signal, type Signal } from "@preact/signals";
import type { Asked, Shown } from "../tool";
import { over, partOf, type Caret, type Part } from "./caret";
import { Offsets } from "./offsets";
import { inOrder, partsOf } from "./parts";
import { has, marked, relabelled, same, without, type Span } from "./rules";

export interface SpansModel {
  caret: Signal<Caret | null>; // in UTF-16 units, as the browser has it
  chosen: Signal<Span | null>;
  pen: Signal<string | null>; // this label goes to whatever is picked by mouse
  said: Signal<string>; // what a press did, or why it could not
}

export const model = (): SpansModel => ({
  caret: signal(null),
  chosen: signal(null),
  pen: signal(null),
  said: signal(""),
});

export type AskedSpans = Asked<Span[], SpansModel>;

const known = new WeakMap<Shown, Offsets>();

/** The offsets of a text; each is read once, not at every press. */
export function offsets({ item }: Pick<AskedSpans, "item">): Offsets {
  const found = known.get(item) ?? new Offsets(item.text ?? "");
  known.set(item, found);
  return found;
}

export const textOf = ({ item }: Pick<AskedSpans, "item">): string => item.text ?? "";

export const toUnits = (asked: Pick<AskedSpans, "item">, { start, end }: Part): Part => ({
  start: offsets(asked).units(start),
  end: offsets(asked).units(end),
});

export const toPoints = (asked: Pick<AskedSpans, "item">, { start, end }: Part): Part => ({
  start: offsets(asked).points(start),
  end: offsets(asked).points(end),
});

export const quoted = (asked: Pick<AskedSpans, "item">, part: Part): string => {
  const { start, end } = toUnits(asked, part);
  return textOf(asked).slice(start, end);
};

/** The row of the chosen span, else of the first one that ends after the caret. */
export function atCaret(asked: AskedSpans, all: readonly Span[]): number {
  const chosen = asked.model.chosen.value;
  const place = offsets(asked).points(asked.model.caret.peek()?.head ?? 0);
  return all.findIndex((one) => (chosen ? same(one, chosen) : one.end >= place));
}

/** What is picked in the text, in code points; null where nothing is. */
export function pickedOf(asked: AskedSpans): Part | null {
  const caret = asked.model.caret.value;
  return caret && caret.anchor !== caret.head ? toPoints(asked, partOf(caret)) : null;
}

function tell(asked: AskedSpans, next: Span[] | string, done: string): void {
  if (typeof next !== "string") asked.change(next);
  asked.model.said.value = typeof next === "string" ? next : done;
}

/** A label: for what is picked, else for the span that is chosen, else for all that will be picked by mouse. */
export function labelled(asked: AskedSpans, label: string): void {
  const { model, question } = asked;
  const picked = pickedOf(asked);
  const chosen = model.chosen.peek();
  if (picked) mark(asked, picked, label);
  else if (chosen && has(partsOf(asked), chosen)) {
    const next = relabelled(partsOf(asked), chosen, label, question);
    tell(asked, next, `“${quoted(asked, chosen)}” is ${label} now.`);
    if (typeof next !== "string") model.chosen.value = { ...chosen, label };
  } else if (chosen) mark(asked, chosen, label);
  else {
    model.pen.value = model.pen.peek() === label ? null : label;
    model.said.value = model.pen.peek() ? `What you select is marked as ${label}.` : "";
  }
}

export function mark(asked: AskedSpans, { start, end }: Part, label: string): void {
  const span = { label, start, end };
  const next = marked(partsOf(asked), span, asked.question);
  tell(asked, next, `“${quoted(asked, span)}” is marked as ${label}.`);
  if (typeof next === "string") return;
  document.getSelection()?.removeAllRanges();
  const { caret, chosen } = asked.model;
  const units = toUnits(asked, span);
  caret.value = { anchor: units.end, head: units.end };
  chosen.value = null;
}

export function choose(asked: AskedSpans, span: Span | null): void {
  const { model } = asked;
  model.chosen.value = span;
  model.said.value = span ? `${span.label}: “${quoted(asked, span)}”` : "";
  if (!span) return;
  document.getSelection()?.removeAllRanges();
  const { start } = toUnits(asked, span);
  model.caret.value = { anchor: start, head: start };
}

/** The span after the chosen one, or before it; with none chosen, after or before the caret. From the last to the first. */
export function chooseBeside(asked: AskedSpans, by: 1 | -1): void {
  const all = inOrder(asked);
  const chosen = asked.model.chosen.peek();
  const place = offsets(asked).points(asked.model.caret.peek()?.head ?? 0);
  const before = all.findLastIndex(({ start }) => (by > 0 ? start < place : start <= place));
  const at = chosen ? all.findIndex((one) => same(one, chosen)) + by : by > 0 ? before + 1 : before;
  if (all.length) choose(asked, all.at(at % all.length)!);
}

/** A span is deleted; a ghost cannot be, it is not in the answer. */
export function drop(asked: AskedSpans, span: Span): void {
  if (!has(partsOf(asked), span)) return;
  asked.change(without(partsOf(asked), span));
  asked.model.chosen.value = null;
  asked.model.caret.value = over(toUnits(asked, span));
  asked.model.said.value = `“${quoted(asked, span)}” is not marked as ${span.label} any more.`;
}
