/** The form of a document as it is worked through: what is suggested, what is taken over, what to look at next. */

import { percent } from "../../core/format";
import type { Question } from "../tool";
import { columnsOf, doubtOf, doubts, fieldsOf, written, type Entry, type Fields, type Row } from "./checks";

/** A field of the form, or with `row` a cell of the table of lines. */
export interface Place {
  name: string;
  row?: number;
}

export const keyOf = ({ name, row }: Place): string => (row === undefined ? name : `${row} ${name}`);

/** A suggestion that is less sure is looked at before it is taken over. */
export const LOW = 0.6;

/** The lines of the answer; those suggested as long as nobody has touched them. */
export const linesOf = (value: Fields | undefined, ghost: Fields | undefined): readonly Row[] =>
  value?.lines ?? ghost?.lines ?? [];

const said = (value: Fields | undefined, { name, row }: Place): Entry | undefined =>
  row === undefined ? value?.fields?.[name] : value?.lines?.[row]?.[name];

/** What a field shows, and whether it is only suggested. */
export function shown(
  value: Fields | undefined,
  ghost: Fields | undefined,
  place: Place,
): { entry?: Entry; ghost: boolean } {
  const own = said(value, place);
  if (own || (place.row !== undefined && value?.lines)) return { entry: own, ghost: false };
  const suggested = said(ghost, place);
  return { entry: suggested, ghost: suggested !== undefined };
}

const plain = ({ text, box }: Entry): Entry => (box ? { text, box } : { text });

const plainRow = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, one]) => [name, plain(one)]));

/** The answer with another entry; an emptied one stays, so that its suggestion does not come back. */
export function withEntry(value: Fields | undefined, ghost: Fields | undefined, place: Place, entry: Entry): Fields {
  const { name, row } = place;
  if (row === undefined) return { ...value, fields: { ...value?.fields, [name]: plain(entry) } };
  const lines = linesOf(value, ghost).map(plainRow);
  return { ...value, lines: lines.map((line, i) => (i === row ? { ...line, [name]: plain(entry) } : line)) };
}

export const withLines = (value: Fields | undefined, lines: readonly Row[]): Fields => ({
  ...value,
  lines: lines.map(plainRow),
});

/** The answer with all that is still only suggested. */
export function takenOver(value: Fields | undefined, ghost: Fields | undefined): Fields {
  const fields = { ...plainRow(ghost?.fields ?? {}), ...value?.fields };
  const lines = value?.lines ?? ghost?.lines?.map(plainRow);
  return { ...value, fields, ...(lines && { lines }) };
}

/** How many entries are still only suggested; the lines count as one. */
export const openGhosts = (value: Fields | undefined, ghost: Fields | undefined): number =>
  Object.keys(ghost?.fields ?? {}).filter((name) => !value?.fields?.[name]).length +
  (ghost?.lines?.length && !value?.lines ? 1 : 0);

/** The fields to look at, and why, in words. */
export function toLookAt(
  value: Fields | undefined,
  ghost: Fields | undefined,
  question: Question,
): Record<string, string> {
  const all = { ...ghost?.fields, ...value?.fields };
  const found = doubts(all, question);
  for (const { name } of fieldsOf(question)) {
    if (found[name] || value?.fields?.[name]) continue;
    const suggested = ghost?.fields?.[name];
    const sure = suggested?.confidence ?? 1;
    if (!written(suggested)) found[name] = ghost ? "Nothing is suggested." : "It is still empty.";
    else if (sure < LOW) found[name] = `The suggestion is only ${percent(sure, 0)} sure.`;
  }
  return found;
}

/** The next field to look at, after one and from the top again; those that were left as they are do not come again. */
export function nextOf(
  found: Readonly<Record<string, string>>,
  settled: Readonly<Record<string, string>>,
  question: Question,
  after: string | null,
): string | null {
  const names = fieldsOf(question).map(({ name }) => name);
  const at = after === null ? -1 : names.indexOf(after);
  const order = [...names.slice(at + 1), ...names.slice(0, at + 1)];
  return order.find((name) => found[name] && settled[name] !== found[name]) ?? null;
}

/** What does not read as the kind of its column. */
export function doubtOfCell(question: Question, name: string, entry: Entry | undefined): string | null {
  const column = columnsOf(question).find((one) => one.name === name);
  return column && written(entry) ? doubtOf(column, written(entry)) : null;
}

/** Lines in which nothing is written are no lines. */
export const isEmpty = (row: Row): boolean => Object.values(row).every((entry) => !written(entry));

export function say(value: Fields, question: Question): string {
  const told = fieldsOf(question)
    .filter(({ name }) => written(value.fields?.[name]))
    .map(({ name }) => `${name}: ${written(value.fields?.[name])}`);
  const lines = (value.lines ?? []).filter((row) => !isEmpty(row)).length;
  return (
    [...told, ...(lines ? [`${lines} ${lines === 1 ? "line" : "lines"}`] : [])].join("; ") || "nothing is filled in"
  );
}
