/** A certificate as its readers need it: the promise, how it was tested, and every piece of evidence. */

import { count, counted, percent } from "./format";

export interface Evidence {
  item: number | string; // the server names items by number
  rank: number; // place in the frozen order, 1 the surest
  person: string;
  machine: string;
  agree: boolean;
}

export interface Certificate {
  method: "audit" | "people" | "none";
  holds: boolean;
  error: number;
  confidence: number;
  errorUpper: number | null; // the smallest share of the whole data set that the evidence supports
  items: number;
  human: number; // labelled by people, blindly
  confirmed: number; // by people who saw the machine's label
  machine: number;
  unlabelled: number;
  audited: number;
  found: number; // audited items where person and machine differ
  guideline: number | null;
  schema: number | null;
  words: string; // what "wrong" means, in the engine's words
  hashes: [name: string, value: string][];
  evidence: Evidence[];
  issued: string | null;
}

type Body = Record<string, unknown>;

const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);
const body = (value: unknown): Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};

const UNSURE = "could not say";

/** A class in the evidence: its place in the list of classes; below zero, people could not say. */
const named = (value: unknown, classes: readonly string[]): string =>
  typeof value === "number" && value >= 0 ? (classes[value] ?? `class ${value}`) : UNSURE;

const HASHES = {
  order_hash: "order of the labels",
  entropy: "randomness of the draw",
  seal: "seal of this file",
} as const;

/** The file as the server gives it, for a project whose classes are `newest` unless the file names its own. */
export function readCertificate(raw: Body, newest: readonly string[]): Certificate {
  const target = body(raw["target"]);
  const facts = body(raw["facts"]);
  const classes = Array.isArray(facts["classes"]) ? (facts["classes"] as string[]) : newest;
  return {
    method: raw["method"] === "people" || raw["method"] === "none" ? raw["method"] : "audit",
    holds: raw["holds"] === true,
    error: number(target["error"]) ?? 0,
    confidence: number(target["confidence"]) ?? 0,
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
    hashes: Object.entries(HASHES).flatMap(([name, shown]) =>
      text(raw[name]) ? [[shown, raw[name] as string] as [string, string]] : [],
    ),
    evidence: (Array.isArray(raw["evidence"]) ? (raw["evidence"] as unknown[][]) : []).map((row) =>
      evidence(row, classes),
    ),
    issued: text(facts["issued_at"]) ?? text(facts["created_at"]),
  };
}

/** One row: place in the order (from 0), item, person's label, machine's label. */
function evidence([rank, item, person, machine]: unknown[], classes: readonly string[]): Evidence {
  return {
    item: typeof item === "string" ? item : (number(item) ?? 0),
    rank: (number(rank) ?? 0) + 1,
    person: named(person, classes),
    machine: named(machine, classes),
    agree: person === machine,
  };
}

export const byPeopleAlone = (one: Certificate): boolean =>
  one.method === "people" || (one.machine === 0 && one.confirmed === 0 && one.unlabelled === 0);

/** The promise as one sentence, made to be quoted. */
export function promise(one: Certificate): string {
  if (byPeopleAlone(one)) return `People gave all ${counted(one.items, "label")}; nothing was left to the machine.`;
  if (!one.holds) return `Nothing is promised: ${counted(one.unlabelled, "item has", "items have")} no label.`;
  const rule = one.guideline === null ? "the guideline" : `guideline version ${one.guideline}`;
  return `With ${percent(one.confidence)} confidence, at least ${percent(1 - one.error)} of the ${count(one.items)} delivered labels agree with what people say blind under ${rule}.`;
}

/** The promise once more, for those who read no percentages; null where nothing was promised by an audit. */
export function plainly(one: Certificate): string | null {
  if (byPeopleAlone(one) || !one.holds) return null;
  const wrong = counted(Math.floor(one.error * one.items), "label");
  const risk = Math.max(1, Math.round((1 - one.confidence) * 100));
  return `In plain words: if careful people checked all ${count(one.items)} labels, they would change at most ${wrong}. Of a hundred such promises, at most ${risk} are broken.`;
}
