/** What people should look at in a document: `doubts` of core/tasks/fields.py, word for word, for the page. */

import type { Question } from "../tool";
import { amountOf, centApart, printedAmount, sum } from "./amounts";

export type Box = readonly [page: number, x: number, y: number, w: number, h: number]; // shares of the page

export interface Entry {
  text: string;
  box?: Box | null;
  confidence?: number | null; // of a suggestion
}

export type Row = Readonly<Record<string, Entry>>;

export interface Fields {
  fields?: Row;
  lines?: readonly Row[];
}

export interface Field {
  name: string;
  kind?: "text" | "date" | "amount" | "number";
  required?: boolean;
}

type Check = { sum: readonly string[]; is: string } | { luhn: string } | { iban: string };

export const fieldsOf = (question: Question): readonly Field[] => (question["fields"] ?? []) as readonly Field[];
export const columnsOf = (question: Question): readonly Field[] => (question["lines"] ?? []) as readonly Field[];
const checksOf = (question: Question): readonly Check[] => (question["checks"] ?? []) as readonly Check[];

export const written = (entry: Entry | undefined): string => (entry?.text ?? "").trim();

/** Names of fields, and why, in words. */
export function doubts(said: Row, question: Question): Record<string, string> {
  const found: Record<string, string> = {};
  for (const field of fieldsOf(question)) {
    const why = doubtOf(field, written(said[field.name]));
    if (why) found[field.name] = why;
  }
  for (const check of checksOf(question)) {
    const failed = failure(check, said);
    if (failed && !found[failed[0]]) found[failed[0]] = failed[1];
  }
  return found;
}

/** What is wrong with a text by itself. */
export function doubtOf({ kind = "text", required }: Field, text: string): string | null {
  if (!text) return required ? "It is missing." : null;
  const reads = kind === "text" || (kind === "date" ? dateOf(text) : amountOf(text)) !== null;
  return reads ? null : `“${text}” does not read as ${kind === "amount" ? "an" : "a"} ${kind}.`;
}

function failure(check: Check, said: Row): readonly [string, string] | null {
  if ("sum" in check) return wrongSum(check.sum, check.is, said);
  const [name, holds] = "luhn" in check ? ([check.luhn, luhn] as const) : ([check.iban, iban] as const);
  const text = said[name]?.text;
  return !text || holds(text) ? null : [name, "Its check digits do not fit."];
}

function wrongSum(names: readonly string[], is: string, said: Row): readonly [string, string] | null {
  const parts = names.map((name) => amountOf(said[name]?.text ?? ""));
  const whole = amountOf(said[is]?.text ?? "");
  if (whole === null || !parts.every((one) => one !== null)) return null;
  const total = sum(parts);
  if (!centApart(total, whole)) return null;
  return [is, `${names.join(" + ")} = ${printedAmount(total)}, not ${printedAmount(whole)}.`];
}

/** Whether the digits of a card number pass the test of Luhn (ISO/IEC 7812-1). */
export function luhn(text: string): boolean {
  const digits = Array.from(text.matchAll(/[0-9]/g), ([one]) => Number(one)).reverse();
  const values = digits.map((one, i) => (i % 2 ? Math.floor(one / 5) + ((2 * one) % 10) : one));
  return digits.length > 0 && values.reduce((total, one) => total + one, 0) % 10 === 0;
}

/** Whether an account number passes the test of ISO 13616: 1 modulo 97. */
export function iban(text: string): boolean {
  const code = text.replace(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/.test(code)) return false;
  const digits = [...code.slice(4), ...code.slice(0, 4)].map((one) => parseInt(one, 36)).join("");
  return BigInt(digits) % 97n === 1n;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const [DAYS, CENTURY, SHORT] = [31, 2000, 100]; // of a month; a year below 100 is one of this century

/** 2024-03-01, 01.03.2024, 01/03/2024, 1 March 2024 as "2024-03-01"; the day before the month where either could be. */
export function dateOf(text: string): string | null {
  const parts = text.toLowerCase().match(/\d+|[a-z]+/g) ?? [];
  const named = parts.map((one) => MONTHS.indexOf(one.slice(0, 3)) + 1).filter((month) => month > 0);
  const [first, second, third] = parts.filter((one) => /^\d/.test(one)).map(Number);
  if (first === undefined || second === undefined) return null;
  if (named.length) return first > DAYS ? day(first, named[0]!, second) : day(second, named[0]!, first);
  if (third === undefined) return null;
  if (first > DAYS) return day(first, second, third);
  return second > MONTHS.length ? day(third, first, second) : day(third, second, first);
}

function day(short: number, month: number, date: number): string | null {
  const year = short < SHORT ? short + CENTURY : short;
  const found = new Date(Date.UTC(year, month - 1, date));
  if (found.getUTCMonth() !== month - 1 || found.getUTCDate() !== date) return null;
  return found.toISOString().slice(0, -"T00:00:00.000Z".length);
}
