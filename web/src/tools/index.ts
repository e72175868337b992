/** Which tool answers which type of question. The classes are here at once; the others are fetched when they are asked. */

import type { Question, Schema, Value } from "../core/questions";
import { CLASSES } from "./classes/classes";
import type { Tool } from "./tool";

/** A tool whose values only it can read. */
export type AnyTool = Tool<unknown, unknown>;

const any = <V, M>(tool: Tool<V, M>): AnyTool => tool as unknown as AnyTool;

const LATER: Readonly<Record<string, () => Promise<AnyTool>>> = {
  spans: async () => any((await import("./spans")).SPANS),
  relations: async () => any((await import("./relations")).RELATIONS),
  transcript: async () => any((await import("./transcript")).TRANSCRIPT),
  fields: async () => any((await import("./fields")).FIELDS),
  pair: async () => any((await import("./pair/pair")).PAIR),
  boxes: async () => any((await import("./regions")).BOXES),
  polygons: async () => any((await import("./regions")).POLYGONS),
  points: async () => any((await import("./regions")).POINTS),
  segments: async () => any((await import("./segments")).SEGMENTS),
  number: async () => any((await import("./form")).NUMBER),
  rating: async () => any((await import("./form")).RATING),
  text: async () => any((await import("./form")).TEXT),
  url: async () => any((await import("./form")).ADDRESS),
  ranking: async () => any((await import("./form")).RANKING),
  table: async () => any((await import("./form")).TABLE),
};

const here = new Map<string, AnyTool>([["classes", any(CLASSES)]]);

/** The types of questions that can be asked on this page. */
export const TYPES: readonly string[] = ["classes", ...Object.keys(LATER)];

/** The tool of a question, once it was fetched. */
export const toolOf = ({ type }: Question): AnyTool | undefined => here.get(type);

/** Fetches the tools of these questions; true at once where all are here. */
export function haveTools({ questions }: Schema): true | Promise<true> {
  const wanted = new Set(questions.map(({ type }) => type).filter((type) => !here.has(type)));
  return wanted.size === 0 || Promise.all([...wanted].map(fetchTool)).then(() => true as const);
}

async function fetchTool(type: string): Promise<void> {
  const load = LATER[type];
  if (!load) throw new Error(`This page cannot ask questions of the type “${type}”.`);
  here.set(type, await load());
}

/** An answer in a few words. It may be one to a schema of before, whose questions are gone or of another type. */
export function sayValue(value: Value | null | undefined, { questions }: Schema): string {
  const said = Object.entries(value ?? {}).map(([name, one]) => {
    const question = questions.find((other) => other.name === name);
    return [name, question ? sayOne(one, question) : plainly(one)] as const;
  });
  return said.length === 1 ? (said[0]?.[1] as string) : said.map(([name, words]) => `${name}: ${words}`).join("; ");
}

function sayOne(value: unknown, question: Question): string {
  try {
    return toolOf(question)?.say(value, question) ?? plainly(value);
  } catch {
    return plainly(value); // a tool reads only the values of its own type
  }
}

const plainly = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
