/** Spans: parts of a text with a label each, as core/tasks/spans.py checks them. Offsets are code points. */

import type { Question } from "../tool";
import type { Part } from "./caret";

export interface Span extends Part {
  label: string;
}

export const labelsOf = (question: Question): readonly string[] => (question["labels"] ?? []) as readonly string[];

export const same = (one: Span, other: Span): boolean =>
  one.label === other.label && one.start === other.start && one.end === other.end;

/** What tells a span from all others of its text. */
export const keyOf = ({ label, start, end }: Span): string => `${start} ${end} ${label}`;

export const has = (spans: readonly Span[], span: Span): boolean => spans.some((one) => same(one, span));

export const without = (spans: readonly Span[], span: Span): Span[] => spans.filter((one) => !same(one, span));

const crossing = (one: Part, other: Part): boolean => one.start < other.end && other.start < one.end;

/** For sorting: as they follow each other. */
export const follows = (one: Part, other: Part): number => one.start - other.start || one.end - other.end;

/** The spans with one more, or why not. */
export function marked(spans: readonly Span[], span: Span, question: Question): Span[] | string {
  if (has(spans, span)) return `This part is marked as “${span.label}” already.`;
  const other = question["overlap"] === false && spans.find((one) => crossing(one, span));
  if (other)
    return `A part of it is marked as “${other.label}”, and here parts may not overlap: delete that one first.`;
  return [...spans, span].sort(follows);
}

/** The spans with another label on one of them, or why not. */
export const relabelled = (spans: readonly Span[], span: Span, label: string, question: Question): Span[] | string =>
  marked(without(spans, span), { ...span, label }, question);

/** Two spans that overlap where none may. */
export function missing(spans: readonly Span[], question: Question): string | null {
  if (question["overlap"] !== false) return null;
  const sorted = [...spans].sort(follows);
  const pair = sorted.findIndex((one, i) => i > 0 && crossing(sorted[i - 1]!, one));
  if (pair < 0) return null;
  return `“${sorted[pair - 1]!.label}” and “${sorted[pair]!.label}” overlap, and here parts may not: delete one of them.`;
}

/** How many of each label. */
export function say(spans: readonly Span[], question: Question): string {
  const counts = labelsOf(question).map((label) => [spans.filter((one) => one.label === label).length, label] as const);
  const told = counts.filter(([count]) => count).map(([count, label]) => `${label} (${count})`);
  return told.join(", ") || "nothing is marked";
}

/** One person's spans, or the machine's. */
export interface Answer {
  name: string; // "A", "B", "the machine"
  value: readonly Span[];
}

/** Every span that anybody marks, as they follow each other in the text, and who does. */
export function compared(answers: readonly Answer[]): { span: Span; names: string[] }[] {
  const found = new Map<string, { span: Span; names: string[] }>();
  for (const { name, value } of answers)
    for (const span of value) {
      const there = found.get(keyOf(span)) ?? { span, names: [] };
      found.set(keyOf(span), { span, names: [...there.names, name] });
    }
  return [...found.values()].sort((a, b) => follows(a.span, b.span));
}

/** For each part the first line below the text that is free all along it; wider parts lie nearer to the text. */
export function lanes(parts: readonly Part[]): number[] {
  const order = parts
    .map((_, i) => i)
    .sort((a, b) => parts[a]!.start - parts[b]!.start || parts[b]!.end - parts[a]!.end);
  const found = parts.map(() => 0);
  const ends: number[] = []; // of the last part in each line
  for (const i of order) {
    const free = ends.findIndex((end) => end <= parts[i]!.start);
    const lane = free < 0 ? ends.length : free;
    found[i] = lane;
    ends[lane] = parts[i]!.end;
  }
  return found;
}

/** Some of many rows, those around one of them, and how many there are before and after. */
export function around<T>(
  all: readonly T[],
  at: number,
  most: number,
): { rows: readonly T[]; before: number; after: number } {
  const before = Math.max(0, Math.min(at - Math.floor(most / 2), all.length - most));
  const rows = all.slice(before, before + most);
  return { rows, before, after: all.length - before - rows.length };
}

const LONG = 4000;

/** A text in the pieces that are drawn for themselves: its lines, and no piece so long that drawing it is felt. */
export function pieces(text: string): Part[] {
  const found: Part[] = [];
  for (let start = 0; start < text.length;) {
    const line = text.indexOf("\n", start) + 1 || text.length;
    const space = line - start > LONG ? text.lastIndexOf(" ", start + LONG) + 1 : 0;
    const end = line - start <= LONG ? line : space > start ? space : wholeCharacter(text, start + LONG);
    found.push({ start, end });
    start = end;
  }
  return found.length ? found : [{ start: 0, end: 0 }];
}

const wholeCharacter = (text: string, place: number): number =>
  /[\udc00-\udfff]/.test(text[place]!) ? place + 1 : place;

/** The last piece that begins at a place or before it. */
export function pieceAt(parts: readonly Pick<Part, "start">[], place: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.start <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
