/** Relations: how two parts of a text belong together, as core/tasks/spans.py checks them. In code points. */

import type { Part } from "../spans/caret";
import { labelsOf } from "../spans/rules";
import type { Question } from "../tool";

export type Ends = readonly [start: number, end: number];

export interface Relation {
  label: string;
  from: Ends;
  to: Ends;
}

/** A part that can be an end: a span of another question, or one that was picked just now. */
export interface Known extends Part {
  label: string | null;
}

export const keyOf = ({ label, from, to }: Relation): string => `${from.join(" ")} ${to.join(" ")} ${label}`;

export const same = (one: Relation, other: Relation): boolean => keyOf(one) === keyOf(other);

export const endsOf = ({ start, end }: Part): Ends => [start, end];
export const partOf = ([start, end]: Ends): Part => ({ start, end });

export const samePart = (one: Part, other: Part): boolean => one.start === other.start && one.end === other.end;

export const without = (relations: readonly Relation[], relation: Relation): Relation[] =>
  relations.filter((one) => !same(one, relation));

/** The relations with one more, or why not. */
export function related(relations: readonly Relation[], relation: Relation): Relation[] | string {
  if (samePart(partOf(relation.from), partOf(relation.to))) return "A part cannot belong to itself: choose two.";
  if (relations.some((one) => same(one, relation))) return `These two are related as “${relation.label}” already.`;
  return [...relations, relation];
}

/** The relations with another in the place of one, or why not. */
export function replaced(relations: readonly Relation[], old: Relation, fresh: Relation): Relation[] | string {
  const next = related(without(relations, old), fresh);
  return typeof next === "string" ? next : relations.map((one) => (same(one, old) ? fresh : one));
}

export const turned = ({ label, from, to }: Relation): Relation => ({ label, from: to, to: from });

/** All parts that can be ends, as they follow each other: spans among the other answers, ends in use, fresh ones. */
export function knownParts(
  others: Readonly<Record<string, unknown>>,
  relations: readonly Relation[],
  fresh: readonly Part[],
): Known[] {
  const spans = Object.values(others).flatMap((value) => (Array.isArray(value) ? value.filter(isSpan) : []));
  const ends = relations.flatMap(({ from, to }) => [partOf(from), partOf(to)]);
  const found: Known[] = [];
  for (const part of [...spans, ...[...ends, ...fresh].map((one) => ({ ...one, label: null }))])
    if (!found.some((one) => samePart(one, part))) found.push({ start: part.start, end: part.end, label: part.label });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

const isSpan = (one: unknown): one is Part & { label: string } =>
  typeof one === "object" && one !== null && "start" in one && "end" in one && "label" in one;

/** How many of each label. */
export function say(relations: readonly Relation[], question: Question): string {
  const counts = labelsOf(question).map(
    (label) => [relations.filter((one) => one.label === label).length, label] as const,
  );
  const told = counts.filter(([count]) => count).map(([count, label]) => `${count} ${label}`);
  return told.join(", ") || "nothing is related";
}
