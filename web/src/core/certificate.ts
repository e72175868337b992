/** A certificate as its readers need it: the promise, how it was tested, and every piece of evidence. */

import { count, counted, percent } from "./format";

export interface Evidence {
  item: number | string; // the server names items by number
  rank: number; // place in its part of the frozen order, 1 the surest
  person: string;
  machine: string;
  agree: boolean;
}

/** What is promised of one class or slice. */
export interface Promised {
  by: "class" | "slice";
  name: string;
  error: number;
  errorUpper: number;
  items: number;
  machine: number;
  holds: boolean;
}

/** What the audit saw of one class: a hint, not a promise. */
export interface OfClass {
  name: string;
  labelled: number; // audited items that the machine gave to it
  wrong: number; // of these
  named: number; // audited items that people gave to it
  missed: number; // of these, by the machine
}

export interface Certificate {
  method: "audit" | "people" | "none";
  holds: boolean;
  error: number;
  confidence: number;
  tolerance: number; // the loss up to which labels of open questions agree
  errorUpper: number | null; // the smallest share of the whole data set that the evidence supports
  items: number;
  human: number; // labelled by people, blindly
  confirmed: number; // by people who saw the machine's label, or who gave theirs elsewhere
  machine: number;
  unlabelled: number;
  audited: number;
  found: number; // audited items where person and machine differ
  guideline: number | null;
  schema: number | null;
  words: string; // what "wrong" means, in the engine's words
  promised: Promised[];
  byClass: OfClass[];
  hashes: [name: string, value: string][];
  evidence: Evidence[];
  issued: string | null;
}

type Body = Record<string, unknown>;

const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);
const body = (value: unknown): Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};

const list = (value: unknown): Body[] => (Array.isArray(value) ? value.map(body) : []);

const UNSURE = "could not say";

/** A class in the evidence: its place in the list of classes; below zero, people could not say. */
const named = (value: unknown, classes: readonly string[]): string =>
  typeof value === "number" && value >= 0 ? (classes[value] ?? `class ${value}`) : UNSURE;

/** A part of the frozen order that was audited by itself. */
interface Part {
  start: number; // its first place in the whole order
  pool: number;
  hash: string | null;
  about: string; // empty: what no promise of its own is about
}

function readParts(raw: unknown, promised: readonly Body[]): Part[] {
  let start = 0;
  return list(raw).map((part) => {
    const pool = number(body(part["plan"])["pool"]) ?? 0;
    const of = promised.find((one) => one["by"] === part["by"] && one["number"] === part["number"]);
    start += pool;
    return { start: start - pool, pool, hash: text(part["order_hash"]), about: text(of?.["name"]) ?? "" };
  });
}

function readHashes(raw: Body, parts: readonly Part[]): [name: string, value: string][] {
  const orders = parts.map((part) => [`order of the labels${part.about && `: ${part.about}`}`, part.hash]);
  const others = [
    ["randomness of the draw", text(raw["entropy"])],
    ["seal of this file", text(raw["seal"])],
  ];
  return [...orders, ...others].filter((row): row is [string, string] => Boolean(row[1]));
}

/** The file as the server gives it, for a project whose classes are `newest` unless the file names its own. */
export function readCertificate(raw: Body, newest: readonly string[]): Certificate {
  const target = body(raw["target"]);
  const facts = body(raw["facts"]);
  const promised = list(raw["promises"]);
  const parts = readParts(raw["parts"], promised);
  const classes = Array.isArray(facts["classes"]) ? (facts["classes"] as string[]) : newest;
  return {
    method: raw["method"] === "people" || raw["method"] === "none" ? raw["method"] : "audit",
    holds: raw["holds"] === true,
    error: number(target["error"]) ?? 0,
    confidence: number(target["confidence"]) ?? 0,
    tolerance: number(target["tolerance"]) ?? 0,
    errorUpper: number(raw["error_upper"]),
    items: number(raw["items"]) ?? 0,
    human: number(raw["human"]) ?? 0,
    confirmed: number(raw["confirmed"]) ?? 0,
    machine: number(raw["machine"]) ?? 0,
    unlabelled: number(raw["unlabelled"]) ?? 0,
    audited: number(raw["audited"]) ?? 0,
    found: number(raw["found"]) ?? 0,
    guideline: number(facts["guideline_version"]),
    schema: number(facts["schema_version"]),
    words: text(raw["words"]) ?? "",
    promised: promised.map((row) => ({
      by: row["by"] === "slice" ? "slice" : "class",
      name: text(row["name"]) ?? "",
      error: number(row["error"]) ?? 0,
      errorUpper: number(row["error_upper"]) ?? 1,
      items: number(row["items"]) ?? 0,
      machine: number(row["machine"]) ?? 0,
      holds: row["holds"] === true,
    })),
    byClass: list(raw["by_class"]).map((row) => ({
      name: named(row["class"], classes),
      labelled: number(row["labelled"]) ?? 0,
      wrong: number(row["wrong"]) ?? 0,
      named: number(row["named"]) ?? 0,
      missed: number(row["missed"]) ?? 0,
    })),
    hashes: readHashes(raw, parts),
    evidence: (Array.isArray(raw["evidence"]) ? (raw["evidence"] as unknown[][]) : []).map((row) =>
      evidence(row, classes, parts),
    ),
    issued: text(raw["issued"]),
  };
}

/** One row: place in the whole order (from 0), item, person's label, machine's label. */
function evidence(
  [rank, item, person, machine]: unknown[],
  classes: readonly string[],
  parts: readonly Part[],
): Evidence {
  const place = number(rank) ?? 0;
  const part = parts.find((one) => place < one.start + one.pool);
  return {
    item: typeof item === "string" ? item : (number(item) ?? 0),
    rank: place - (part?.start ?? 0) + 1,
    person: named(person, classes),
    machine: named(machine, classes),
    agree: person === machine,
  };
}

export const byPeopleAlone = (one: Certificate): boolean =>
  one.method === "people" || (one.machine === 0 && one.confirmed === 0 && one.unlabelled === 0);

/** How far labels of open questions may be off. */
const near = ({ tolerance }: Certificate): string => (tolerance ? `, but for a loss of ${percent(tolerance)},` : "");

/** The promise as one sentence, made to be quoted. */
export function promise(one: Certificate): string {
  if (byPeopleAlone(one)) return `People gave all ${counted(one.items, "label")}; nothing was left to the machine.`;
  if (!one.holds) return `Nothing is promised: ${counted(one.unlabelled, "item has", "items have")} no label.`;
  const rule = one.guideline === null ? "the guideline" : `guideline version ${one.guideline}`;
  return `With ${percent(one.confidence)} confidence, at least ${percent(1 - one.error)} of the ${count(one.items)} delivered labels agree${near(one)} with what people say blind under ${rule}.`;
}

/** The promise once more, for those who read no percentages; null where nothing was promised by an audit. */
export function plainly(one: Certificate): string | null {
  if (byPeopleAlone(one) || !one.holds) return null;
  const wrong = counted(Math.floor(one.error * one.items), "label");
  const risk = Math.max(1, Math.round((1 - one.confidence) * 100));
  return `In plain words: if careful people checked all ${count(one.items)} labels, they would change at most ${wrong}${near(one) && " by more than that"}. Of a hundred such promises, at most ${risk} are broken.`;
}
