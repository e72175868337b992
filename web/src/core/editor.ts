/** Schemas as a form writes them: what may stand in a question of each type, as core/tasks/editor.py has it. */

import type { Question, Schema } from "./questions";

/** A part of a question, and the field that it is written in. */
export interface Part {
  key: string;
  words: string;
  field: "names" | "flag" | "number" | "one of" | "parents" | "fields";
  one?: string; // of names: what each of them is
  usual?: boolean; // of a flag: what holds where nothing is said
  options?: readonly (readonly [string, string])[];
  hint?: string;
  needed?: boolean;
}

const labels: Part = { key: "labels", words: "Labels", field: "names", one: "label", needed: true };
const shared: Part = {
  key: "iou",
  words: "Two are the same thing from this share of common area on",
  field: "number",
  hint: "From 0 to 1, usually 0.5",
};

const SAME_TIME = "Two are the same thing from this share of common time on";

/** Every type in words, and its parts. */
export const KINDS: Readonly<Record<string, { words: string; parts: readonly Part[] }>> = {
  classes: {
    words: "Choose classes",
    parts: [
      { key: "classes", words: "Classes", field: "names", one: "class", needed: true },
      { key: "multiple", words: "Several may be chosen", field: "flag", usual: false },
      { key: "parents", words: "Classes below others", field: "parents" },
    ],
  },
  pair: { words: "Compare two things", parts: [] },
  boxes: { words: "Draw boxes", parts: [labels, shared] },
  polygons: { words: "Draw outlines", parts: [labels, shared] },
  points: {
    words: "Set points",
    parts: [
      labels,
      { key: "radius", words: "Two are the same up to so many pixels", field: "number", hint: "Usually 10" },
    ],
  },
  segments: { words: "Mark parts of a sound", parts: [labels, { ...shared, words: SAME_TIME }] },
  spans: {
    words: "Mark parts of a text",
    parts: [labels, { key: "overlap", words: "Parts may overlap", field: "flag", usual: true }],
  },
  relations: { words: "Connect parts of a text", parts: [labels] },
  transcript: {
    words: "Write down what is said",
    parts: [
      {
        key: "unit",
        words: "Compared by",
        field: "one of",
        options: [
          ["words", "words"],
          ["characters", "characters"],
        ],
      },
    ],
  },
  fields: {
    words: "Read a document",
    parts: [
      { key: "fields", words: "Fields", field: "fields" },
      { key: "lines", words: "Columns of a table of lines", field: "fields" },
    ],
  },
  number: {
    words: "Give a number",
    parts: [
      { key: "least", words: "Least", field: "number" },
      { key: "most", words: "Most", field: "number" },
      { key: "tolerance", words: "Right up to this difference", field: "number", hint: "Usually 0" },
    ],
  },
  rating: {
    words: "Rate",
    parts: [{ key: "most", words: "Highest", field: "number", hint: "From 2 to 100, usually 5" }],
  },
  text: { words: "Write a text", parts: [] },
  url: { words: "Give the address of a page", parts: [] },
  ranking: {
    words: "Put in order",
    parts: [{ key: "options", words: "Options", field: "names", one: "option", needed: true }],
  },
  table: {
    words: "Fill a table",
    parts: [{ key: "columns", words: "Columns", field: "names", one: "column", needed: true }],
  },
};

const partsOf = (type: string): readonly Part[] => KINDS[type]?.parts ?? [];

/** One more question of this type, under a name that is free. */
export function added({ questions }: Schema, type: string): Schema {
  const names = new Set(questions.map(({ name }) => name));
  let name = type === "classes" ? "class" : type;
  for (let n = 2; names.has(name); n += 1) name = `${type} ${n}`;
  return { questions: [...questions, retyped({ name, type }, type)] };
}

/** The question as one of another type: what both have stays. */
export function retyped(question: Question, type: string): Question {
  const { name, ask, when, optional } = question;
  const parts = partsOf(type).map(({ key, needed }) => [key, question[key] ?? (needed ? [] : undefined)]);
  return tidy({ name, type, ask, ...Object.fromEntries(parts), when, optional });
}

/** Without what says nothing, so that the code is as short as it was written by hand. */
export function tidy(question: Question): Question {
  const needed = new Set(partsOf(question.type).flatMap(({ key, needed }) => (needed ? [key] : [])));
  const says = ([key, value]: [string, unknown]) =>
    needed.has(key) || !(value === undefined || value === "" || value === false || isEmpty(value));
  return Object.fromEntries(
    Object.entries(question).filter((entry) => (entry[0] === "overlap" ? entry[1] === false : says(entry))),
  ) as Question;
}

const isEmpty = (value: unknown): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

/** The schema with another question at this place; conditions on its name follow a new name. */
export function replaced({ questions }: Schema, at: number, question: Question): Schema {
  const before = questions[at]?.name;
  const follow = (one: Question): Question => {
    if (!one.when || before === undefined || before === question.name || !(before in one.when)) return one;
    const when = Object.entries(one.when).map(([name, wanted]) => [name === before ? question.name : name, wanted]);
    return { ...one, when: Object.fromEntries(when) as Record<string, unknown> };
  };
  return { questions: questions.map((one, i) => (i === at ? tidy(question) : follow(one))) };
}

/** The schema without the question at this place, and without conditions on it. */
export function removed({ questions }: Schema, at: number): Schema {
  const gone = questions[at]?.name ?? "";
  const others = questions.toSpliced(at, 1).map((one) => {
    const { [gone]: _, ...when } = one.when ?? {};
    return tidy({ ...one, when });
  });
  return { questions: others };
}

/** The question at this place one place up (-1) or down (1). */
export function shifted({ questions }: Schema, at: number, by: 1 | -1): Schema {
  const question = questions[at];
  const to = at + by;
  if (!question || to < 0 || to >= questions.length) return { questions };
  return { questions: questions.toSpliced(at, 1).toSpliced(to, 0, question) };
}

/** The answers that a condition on a question can be about; none where it has no list of them. */
export function answersOf(question: Question): unknown[] {
  if (question.type === "classes") return Array.isArray(question["classes"]) ? question["classes"] : [];
  if (question.type === "pair") return ["same", "different", "unclear"];
  if (question.type === "rating") return Array.from({ length: (question["most"] as number) ?? 5 }, (_, i) => i + 1);
  return [];
}

/** A schema as code that a person wrote; or why it is none, as far as that is plain without the server. */
export function readSchema(text: string): Schema | string {
  try {
    const found = JSON.parse(text) as Partial<Schema> | null;
    const isSchema =
      Array.isArray(found?.questions) && found.questions.every((one) => typeof one === "object" && one !== null);
    return isSchema ? (found as Schema) : 'It must be {"questions": [{...}]}.';
  } catch (error) {
    return `This is no JSON yet: ${(error as Error).message}`;
  }
}
