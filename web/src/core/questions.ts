/** A schema: the questions that are asked of every item, and what an answer to all of them is. */

import { counted } from "./format";

/** A question of a schema; its other parts are those of its type (docs/explanation/questions.md). */
export interface Question {
  name: string;
  type: string;
  ask?: string | null;
  optional?: boolean;
  when?: Record<string, unknown>;
  [part: string]: unknown;
}

export interface Schema {
  questions: Question[];
}

/** An answer to each question that was asked, by its name. */
export type Value = Readonly<Record<string, unknown>>;

/** The plain question: which of these classes is it? */
export const oneOf = (classes: string[]): Schema => ({ questions: [{ name: "class", type: "classes", classes }] });

/** The question in words, or its name where nobody wrote any. */
export const titleOf = ({ ask, name }: Question): string => ask?.trim() || name;

/** The questions that are asked of whoever has given these answers: the rule of `asked` in core/tasks/schema.py,
 *  to which an answer that is no longer asked for says nothing. */
export function asked({ questions }: Schema, value: Value): Question[] {
  const said: Record<string, unknown> = {};
  return questions.filter(({ name, when }) => {
    const is = Object.entries(when ?? {}).every(([other, wanted]) => given(said[other], wanted));
    if (is) said[name] = value[name];
    return is;
  });
}

function given(said: unknown, wanted: unknown): boolean {
  const either = [wanted].flat().map((one) => JSON.stringify(one));
  return [said].flat().some((one) => either.includes(JSON.stringify(one)));
}

/** What the tool of a question says about an answer to it. */
export interface Rules {
  blank: (question: Question) => unknown;
  missing: (value: never, question: Question) => string | null;
}

/** An answer that may be sent; or the first question that keeps it, and why in words if anything was said to it. */
export type Verdict = { value: Value } | { question: Question; why: string | null };

export function verdict(schema: Schema, value: Value, rules: (question: Question) => Rules): Verdict {
  const sent: Record<string, unknown> = {};
  for (const question of asked(schema, value)) {
    const { name, optional } = question;
    if (optional && value[name] === undefined) continue;
    const { blank, missing } = rules(question);
    const said = value[name] ?? blank(question);
    const why = said === undefined ? null : missing(said as never, question);
    if (said === undefined || why !== null) return { question, why };
    sent[name] = said;
  }
  const first = schema.questions[0];
  return first && Object.keys(sent).length === 0 ? { question: first, why: null } : { value: sent };
}

/** The only question, where it asks for one of some classes: then one key is a whole answer. */
export function plainClasses({ questions }: Schema): (Question & { classes: string[] }) | null {
  const [first, ...others] = questions;
  return first?.type === "classes" && Array.isArray(first["classes"]) && !first["multiple"] && others.length === 0
    ? (first as Question & { classes: string[] })
    : null;
}

/** The classes that lists and promises are about: of the question `class`, or of the only one. */
export function classesOf({ questions }: Schema): string[] {
  const one = questions.length === 1 ? questions[0] : questions.find(({ name }) => name === "class");
  return one?.type === "classes" && !one["multiple"] ? namesIn(one) : [];
}

/** The classes of all questions, each once: what a guideline has passages about. */
export const allClasses = ({ questions }: Schema): string[] => [
  ...new Set(questions.flatMap((one) => (one.type === "classes" ? namesIn(one) : []))),
];

/** A schema in the making may still have none. */
const namesIn = ({ classes }: Question): string[] => (Array.isArray(classes) ? (classes as string[]) : []);

/** What is asked, in few words. */
export function summary(schema: Schema): string {
  const plain = plainClasses(schema);
  return plain ? counted(plain.classes.length, "class", "classes") : counted(schema.questions.length, "question");
}
