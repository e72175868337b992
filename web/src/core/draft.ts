/** The answer in the making: every change is a step that can be undone and done again. */

import type { Value } from "./questions";

/** What is said so far: what undo and redo go back and forth in. */
export interface Said {
  value: Value; // also of questions that are asked no more, for whoever changes their mind again
  rejected: number; // suggestions that were looked at and refused
  taken: boolean; // the suggestion was taken over
  remarks: readonly Remark[];
}

/** A comment on one region, span or field of the answer in the making. */
export interface Remark {
  question: string;
  at: number | string; // its place among the regions; of a document the name of a field
  text: string;
}

export interface Draft extends Said {
  before: readonly Said[]; // newest last
  after: readonly Said[]; // what was undone, newest last
  typing: string | null; // the question that was typed into last: going on there is no new step
  active: string | null; // the question that has the keys; null: the one that waits for an answer
  ambiguous: boolean;
  wrong: boolean; // "obviously wrong": the item itself is broken or absurd
  comment: string;
  first: Value | null; // what was said before a delayed suggestion was shown
  odd: readonly number[]; // of a page of look-alikes: the tasks that do not belong there
}

export const BLANK: Draft = {
  value: {},
  rejected: 0,
  taken: false,
  remarks: [],
  before: [],
  after: [],
  typing: null,
  active: null,
  ambiguous: false,
  wrong: false,
  comment: "",
  first: null,
  odd: [],
};

const saidIn = ({ value, rejected, taken, remarks }: Draft): Said => ({ value, rejected, taken, remarks });

/** One step further; comments go with their regions. `typing`: the question whose field is typed into. */
export function said(draft: Draft, change: Partial<Said>, typing: string | null = null): Draft {
  const goesOn = typing !== null && typing === draft.typing;
  const remarks = change.remarks ?? followed(draft.remarks, draft.value, change.value ?? draft.value);
  return {
    ...draft,
    ...change,
    remarks,
    before: goesOn ? draft.before : [...draft.before, saidIn(draft)],
    after: [],
    typing,
  };
}

/** One step back. */
export function undone(draft: Draft): Draft {
  const last = draft.before.at(-1);
  if (!last) return draft;
  return { ...draft, ...last, before: draft.before.slice(0, -1), after: [...draft.after, saidIn(draft)], typing: null };
}

/** One step forth again. */
export function redone(draft: Draft): Draft {
  const next = draft.after.at(-1);
  if (!next) return draft;
  return { ...draft, ...next, before: [...draft.before, saidIn(draft)], after: draft.after.slice(0, -1), typing: null };
}

/** As it is kept in the browser: without its steps, which grow with every change. */
export const kept = (draft: Draft): Draft => ({ ...draft, before: [], after: [], typing: null });

/** The comments with the places that their regions have now; those of regions that are gone are left out. */
function followed(remarks: readonly Remark[], before: Value, after: Value): readonly Remark[] {
  return remarks.flatMap((one) => {
    const [old, now] = [before[one.question], after[one.question]];
    if (old === now) return [one];
    if (typeof one.at === "string") return fieldsOf(now)[one.at] === undefined ? [] : [one];
    if (!Array.isArray(old) || !Array.isArray(now)) return [];
    const at = placeNow(old, now, one.at);
    return at < 0 ? [] : [{ ...one, at }];
  });
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  (value as { fields?: Record<string, unknown> } | undefined)?.fields ?? {};

/** A region that was changed is another object: it is the one that came where one went. */
function placeNow(old: readonly unknown[], now: readonly unknown[], at: number): number {
  const stays = now.indexOf(old[at]);
  if (stays >= 0) return stays;
  const [gone, come] = [old.filter((one) => !now.includes(one)), now.filter((one) => !old.includes(one))];
  return gone.length === 1 && come.length === 1 ? now.indexOf(come[0]) : -1;
}

/** The draft with this comment on a part of it; without words there is none. Typing on is no new step of undo. */
export function remarked(draft: Draft, remark: Remark): Draft {
  const { question, at, text } = remark;
  const others = draft.remarks.filter((one) => one.question !== question || one.at !== at);
  const typing = `comment on ${at} of ${question}`;
  return said(draft, { remarks: text.trim() ? [...others, remark] : others }, typing);
}
