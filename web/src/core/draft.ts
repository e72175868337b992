/** The answer in the making: every change is a step that can be undone and done again. */

import type { Value } from "./questions";

/** What is said so far: what undo and redo go back and forth in. */
export interface Said {
  value: Value; // also of questions that are asked no more, for whoever changes their mind again
  rejected: number; // suggestions that were looked at and refused
  taken: boolean; // the suggestion was taken over
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

const saidIn = ({ value, rejected, taken }: Draft): Said => ({ value, rejected, taken });

/** One step further. `typing`: the question whose field is typed into. */
export function said(draft: Draft, change: Partial<Said>, typing: string | null = null): Draft {
  const goesOn = typing !== null && typing === draft.typing;
  return { ...draft, ...change, before: goesOn ? draft.before : [...draft.before, saidIn(draft)], after: [], typing };
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
