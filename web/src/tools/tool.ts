/** What a tool is: the part of the page that answers one type of question. One folder each in this one. */

import type { ComponentType } from "preact";
import type { Question } from "../core/questions";

export type { Question };

/** An item, as the one who labels it sees it. */
export interface Shown {
  id: number;
  media: string; // "image", "text", "audio", "document", "html", "json"
  text?: string | null;
  media_url?: string | null;
  pages?: number | null; // of a document: each a picture (core/leaves.ts)
}

/** One question of the task on the screen, and what is said to it so far. */
export interface Asked<V, M> {
  question: Question;
  item: Shown;
  value: V | undefined; // undefined: nothing is said yet
  ghost: V | undefined; // suggested, as long as it was neither taken nor refused: drawn dashed
  locked: boolean; // to look at only
  waits?: boolean; // it may be asked later: locked, and the room that it needs is kept
  active: boolean; // the keys are this question's
  model: M;
  others?: Readonly<Record<string, unknown>>; // the answers to the other questions: relations are between their spans
  /** Another answer: one step of undo. */
  change: (value: V | undefined) => void;
  /** Keeps the tool's own keys and those of the page apart: what a press does is printed where it does it. */
  keyOf: (binding: string) => string | null;
}

/** A region, a span, a field: its place in the answer, and what it is called. */
export interface Part {
  at: number | string;
  words: string;
}

/** A key of a tool: works while its question is the active one and no field takes text. It goes before a key of
 *  the page that is the same. */
export interface Binding {
  name: string; // unique in its tool: people put other keys on it by this name
  keys: readonly string[]; // as `pressName` of core/keys.ts names a press; none: 1 to 9, then letters that are free
  label: string;
  run: () => void;
}

/** `V`: the value of an answer as core/tasks of the server checks it. `M`: what only the screen knows (what is
 *  selected, how far it is zoomed), as signals; it is made anew for each task. */
export interface Tool<V, M = null> {
  /** The answer of one who has done nothing: [] where "there is none" is one; undefined where it must be given. */
  blank: (question: Question) => V | undefined;
  model: (question: Question) => M;
  /** What is missing or wrong, in words that say what to do; null: it may be sent. */
  missing: (value: V, question: Question) => string | null;
  /** The answer in a few words: in lists, in conflicts, for those who listen. */
  say: (value: V, question: Question) => string;
  keys: (asked: Asked<V, M>) => readonly Binding[];
  /** Whether one change is the whole answer: the page then goes on to the next question by itself. */
  decides?: (question: Question) => boolean;
  /** Whether it is answered in a field that takes text: the field has the focus when its turn comes, and what is
   *  typed in one go is one step of undo. */
  typed?: boolean;
  /** The part of the answer that is selected, where one can be: a comment can be about it alone. */
  part?: (asked: Asked<V, M>) => Part | null;
  /** Selects a part, so that it is seen on the item. */
  show?: (model: M, value: V, at: Part["at"]) => void;
  /** In the rail beside the item: what can be chosen, the regions as a list. */
  Rail: ComponentType<Asked<V, M>>;
  /** Where the item is, if the tool draws on it; without one the item is shown plainly. */
  Stage?: ComponentType<Asked<V, M>>;
}
