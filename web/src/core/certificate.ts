/** A certificate as its readers need it: the promise, how it was tested, and every piece of evidence. */

import { count, counted, percent } from "./format";

export interface Evidence {
  item: number;
  rank: number | null; // place in the frozen order, 1 the surest
  person: string;
  machine: string;
  agree: boolean;
}

export interface Certificate {
  holds: boolean;
  error: number;
  confidence: number;
  errorUpper: number | null; // what the audit proves, of the whole data set
  items: number;
  human: number;
  machine: number;
  audited: number;
  found: number; // audited items where person and machine differ
  guideline: number | null;
  schema: number | null;
  protocol: string;
  hashes: [name: string, value: string][];
  evidence: Evidence[];
  issued: string | null;
}

type Body = Record<string, unknown>;

const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);
const body = (value: unknown): Body => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {});
const first = (from: Body, ...names: string[]): unknown => names.map((name) => from[name]).find((value) => value !== undefined && value !== null);

/** The class of an item in evidence: its name, or its place in the list of classes. */
function named(value: unknown, classes: readonly string[]): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return value < 0 ? "could not say" : (classes[value] ?? String(value));
  const found = body(value)["class"];
  return typeof found === "string" ? found : "could not say";
}

export function readCertificate(raw: Body, classes: readonly string[]): Certificate {
  const target = body(raw["target"]);
  const counts = body(raw["counts"]);
  const evidence = (Array.isArray(raw["evidence"]) ? raw["evidence"] : []).map((one: unknown): Evidence => {
    const row = body(one);
    const person = named(first(row, "person", "human", "person_label"), classes);
    const machine = named(first(row, "machine", "machine_label"), classes);
    return { item: number(first(row, "item", "item_id")) ?? 0, rank: number(row["rank"]), person, machine, agree: person === machine };
  });
  const machine = number(first(counts, "machine")) ?? number(raw["machine"]) ?? 0;
  const human = number(first(counts, "human")) ?? number(raw["human"]) ?? 0;
  return {
    holds: raw["holds"] !== false,
    error: number(first(target, "error")) ?? 0,
    confidence: number(first(target, "confidence")) ?? 0,
    errorUpper: number(first(raw, "error_upper")),
    items: number(first(raw, "items", "N", "n_items")) ?? human + machine,
    human,
    machine,
    audited: number(first(raw, "audited", "n", "m")) ?? evidence.length,
    found: number(first(raw, "found")) ?? evidence.filter(({ agree }) => !agree).length,
    guideline: number(raw["guideline_version"]),
    schema: number(raw["schema_version"]),
    protocol: typeof raw["protocol"] === "string" ? raw["protocol"] : "",
    hashes: Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === "string" && /hash|sha|entropy|seed/.test(entry[0])),
    evidence,
    issued: typeof raw["created_at"] === "string" ? raw["created_at"] : typeof raw["issued_at"] === "string" ? raw["issued_at"] : null,
  };
}

export const byPeopleAlone = (one: Certificate): boolean => one.machine === 0;

/** The promise as one sentence, made to be quoted. */
export function promise(one: Certificate): string {
  if (byPeopleAlone(one)) return `All ${counted(one.items, "label")} were given by people, so there is no machine error to bound.`;
  const upper = one.errorUpper ?? one.error;
  const rule = one.guideline === null ? "the guideline" : `guideline version ${one.guideline}`;
  return `With ${percent(one.confidence)} confidence, at least ${percent(Math.floor((1 - upper) * 1000) / 1000)} of the ${count(one.items)} delivered labels agree with what people say blind under ${rule}.`;
}
