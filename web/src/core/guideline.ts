/** The guideline: its chapters, one for each class that has a heading, and the examples that belong to them. */

import { counted } from "./format";
import { anchor, plain, type Block } from "./markdown";
import type { Question, Schema, Value } from "./questions";

/** What the guideline says of an example. */
export interface Said {
  about?: string | null; // the class or label that it is an example of
  good: boolean; // for it, else against it
  why?: string | null;
}

export interface Example extends Said {
  item: {
    id: number;
    media: string;
    text?: string | null;
    media_url?: string | null;
    pages?: number | null;
    width?: number | null;
    height?: number | null;
  };
  value: Value;
}

/** What is said of an example, without the rest of it. */
export const told = ({ about = null, good, why = null }: Said): Said => ({ about, good, why });

/** What is other than in the version that was read before. */
export interface Changed {
  text: boolean;
  added: readonly number[]; // items
  removed: readonly Said[];
}

const LABELLED = ["boxes", "polygons", "points", "spans", "segments", "relations"];
const PAIR = ["same", "different", "unclear"];

/** What an item can be an example of, as `names` of core/guideline.py has it. */
export const namesOf = ({ questions }: Schema): string[] => [...new Set(questions.flatMap(own))];

function own(question: Question): readonly string[] {
  if (question.type === "pair") return PAIR;
  const names = question[question.type === "classes" ? "classes" : "labels"];
  return (question.type === "classes" || LABELLED.includes(question.type)) && Array.isArray(names) ? names : [];
}

/** Whether an answer says this name anywhere. */
export function says(value: unknown, name: string): boolean {
  if (typeof value === "object" && value !== null) return Object.values(value).some((one) => says(one, name));
  return value === name;
}

/** A part of the guideline, and the examples below it. */
export interface Chapter<E extends Said = Example> {
  about: string | null; // null: what stands before or between those of the classes
  blocks: Block[];
  examples: E[];
}

/** A chapter begins at each large heading; names without one come after the text, examples of nothing last. */
export function chapters<E extends Said>(blocks: readonly Block[], examples: readonly E[]): Chapter<E>[] {
  const abouts = [...new Set(examples.map(({ about }) => about ?? null))];
  const of = (name: string | null) => examples.filter(({ about }) => (about ?? null) === name);
  const found: Chapter<E>[] = [];
  for (const block of blocks) {
    const heading = block.kind === "heading" && block.level < 3 ? anchor(plain(block.inside)) : null;
    const about = abouts.find((one) => one !== null && heading === anchor(one)) ?? null;
    if (heading !== null || !found.length) found.push({ about, blocks: [], examples: about === null ? [] : of(about) });
    found.at(-1)?.blocks.push(block);
  }
  const told = new Set(found.map(({ about }) => about));
  const rest = abouts.filter((one) => one !== null && !told.has(one));
  const last = abouts.includes(null) ? [null] : [];
  return [...found, ...[...rest, ...last].map((about) => ({ about, blocks: [], examples: of(about) }))];
}

/** What has changed since it was read, in a sentence; null: nothing. */
export function news(changed: Changed | null | undefined, examples: readonly Example[]): string | null {
  if (!changed) return null;
  const fresh = examples.filter(({ item }) => changed.added.includes(item.id));
  const said = [
    changed.text ? "the text has changed" : "",
    fresh.length ? `${counted(fresh.length, "example")}${named(fresh)} new` : "",
    changed.removed.length ? `${counted(changed.removed.length, "example")}${named(changed.removed)} taken out` : "",
  ].filter(Boolean);
  return said.length ? `Since you last read it: ${said.join("; ")}.` : null;
}

function named(said: readonly Said[]): string {
  const names = [...new Set(said.flatMap(({ about }) => about ?? []))];
  return names.length ? ` (${names.join(", ")})` : "";
}
