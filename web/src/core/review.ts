/** A second look: what was said of an item, side by side, and what a reviewer can decide about it. */

import type { Question, Value } from "./questions";

export const REASONS = ["disagree", "against_model", "marked", "unsure", "random"] as const;
export type Reason = (typeof REASONS)[number];

/** Why an item is worth a look: as the name of its queue, and in a sentence beside the item. */
export const WHY: Readonly<Record<Reason, readonly [queue: string, sentence: string]>> = {
  disagree: ["People disagree", "People gave different answers."],
  against_model: ["People against the model", "The newest answer is not what the model says."],
  marked: ["Marked", "Somebody skipped it, or left a mark or a comment."],
  unsure: ["The machine is least sure", "Of what the machine labelled, it is among those it was least sure of."],
  random: ["At random", "It was drawn by chance."],
};

export const reasonOf = (text: string | null): Reason => REASONS.find((one) => one === text) ?? "disagree";

/** Why an answer goes to somebody else; own words do as well. */
export const RETURN_REASONS = [
  "Something was left out",
  "It is not exact enough",
  "The guideline says otherwise",
  "The wrong thing was answered",
] as const;

type Note = Readonly<Record<string, unknown>> | null;

/** What of an item's answers matters here. */
export interface Given {
  id: number;
  by: string;
  worker: string | null;
  value: Value | null;
  note: Note;
  review: boolean;
  counts: boolean;
}

export interface Reviewed {
  answers: readonly Given[];
  model: { value: Value; confidence?: number | null } | null;
}

/** What one person or the model says; `key` takes it, where there is a value. */
export interface Column {
  name: string;
  value: Value | null;
  note: Note;
  confidence: number | null;
  key: string | null;
  take: Decision | null;
}

/** One thing that a reviewer decides, as the server takes it. */
export type Decision =
  { take: number } | { value: Value } | { send_back: string } | { ambiguous: true; comment?: string };

/** The answers that count, in the order they came, and what the model says. */
export function columns({ answers, model }: Reviewed): Column[] {
  const people = answers
    .filter(({ counts }) => counts)
    .map(({ id, by, worker, value, note, review }) => ({
      name: `${worker ?? by}${review ? " (review)" : ""}`,
      value,
      note,
      confidence: null,
      take: value && { take: id },
    }));
  const machine = model && {
    name: "Model",
    value: model.value,
    note: null,
    confidence: model.confidence ?? null,
    take: { value: model.value },
  };
  let key = 0;
  return [...people, ...(machine ? [machine] : [])].map((one) => ({ ...one, key: one.take && String(++key) }));
}

/** The newest answer that the reviewer has read: a decision names it, so that nobody is overruled unseen. */
export const seenOf = ({ answers }: Reviewed): number | null => answers.at(-1)?.id ?? null;

/** Whether two of them say different things to a question; who said nothing to it differs, too. */
export function differs({ name }: Question, said: readonly Column[]): boolean {
  const [first, ...others] = said.filter(({ value }) => value).map(({ value }) => JSON.stringify(value?.[name]));
  return others.some((other) => other !== first);
}

/** What a fix begins with: what counts now, else what the model says. */
export const draftOf = (said: readonly Column[]): Value =>
  said.findLast(({ value, name }) => value && name !== "Model")?.value ?? said.at(-1)?.value ?? {};

/** A comment on one part of an answer, in the words of whoever made it. */
export interface Told {
  at: number | string;
  text: string;
}

/** The comments on parts of the answer to one question. */
export function toldOf(note: Note, { name }: Question): Told[] {
  const all = Array.isArray(note?.["regions"]) ? (note["regions"] as (Told & { question: string })[]) : [];
  return all.filter(({ question }) => question === name).map(({ at, text }) => ({ at, text }));
}

/** What a part is called in a list: "2 (crack)" of regions, its name of a field. */
export function partName(value: unknown, at: Told["at"]): string {
  if (typeof at === "string") return at;
  const label = Array.isArray(value) ? (value[at] as { label?: string } | undefined)?.label : undefined;
  return label === undefined ? String(at + 1) : `${at + 1} (${label})`;
}

/** One decision about several items: what is newest there, what the model says there, or to ask somebody else. */
export type Together = "newest" | "model" | { send_back: string };

/** What it is for one item; null where there is nothing to take. */
export function together(said: readonly Column[], what: Together): Decision | null {
  if (typeof what === "object") return what;
  const model = what === "model";
  return said.findLast(({ take, name }) => take && (name === "Model") === model)?.take ?? null;
}

/** From how far apart on answers are shown as different. */
export const APART: readonly (readonly [string, string])[] = [
  ["0", "in anything"],
  ["0.1", "by more than a tenth"],
  ["0.25", "by more than a quarter"],
  ["0.5", "by more than half"],
];

/** The queues of answers that differ. */
export const comparing = (reason: Reason): boolean => reason === "disagree" || reason === "against_model";
