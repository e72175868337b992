/** Runs of suggestions in words: where they come from, how far they are, what they cost, how often they are right. */

import { count, counted, money, withInterval } from "./format";

export type Source = "documents" | "answers" | "label_studio" | "llm";

export const SOURCES: readonly (readonly [Source, string])[] = [
  ["documents", "Documents"],
  ["answers", "Your answers"],
  ["label_studio", "ML backend"],
  ["llm", "Language model"],
];

export const sourceName = (source: Source): string => SOURCES.find(([name]) => name === source)?.[1] ?? source;

/** What a project is offered: where the fields of documents are all that is asked for, their reader learns instead. */
export function sourcesOf(questions: readonly { type: string }[]): typeof SOURCES {
  const ofDocuments = questions.length === 1 && questions[0]?.type === "fields";
  return SOURCES.filter(([name]) => name !== (ofDocuments ? "answers" : "documents"));
}

export interface Run {
  state: "running" | "finished" | "failed" | "cancelled";
  n_items: number;
  done: number;
  taken: number;
  refused: number;
  left: number;
  spent: number;
  currency: string;
}

/** "1,200 suggested, 3 did not fit, $0.60 spent". */
export function outcome({ taken, refused, left, spent, currency }: Run): string {
  const told = [`${count(taken)} suggested`];
  if (refused) told.push(`${count(refused)} did not fit`);
  if (left) told.push(`${count(left)} left blind on purpose`);
  if (spent) told.push(`${money(spent, currency)} spent`);
  return told.join(", ");
}

const MICROS = 1_000_000;
const CENT = 10_000;

/** What a paid run costs at most, in whole cents, as the server reckons: it refuses whatever allows less. */
export const total = (price: number, items: number): number =>
  Math.ceil((items * Math.round(price * MICROS)) / CENT) / 100;

export interface Accuracy {
  per_class: number | null;
  mid: number;
  low: number;
  high: number;
  judged: number;
}

/** "taught by 10 of each class", "taught by all answers". */
export const taught = (perClass: number | null): string =>
  perClass === null ? "all answers" : `${count(perClass)} of each class`;

/** The curve for those who do not see it. */
export const curveInWords = (points: readonly Accuracy[]): string =>
  points
    .map((one) => `taught by ${taught(one.per_class)} ${withInterval(one.mid, one.low, one.high)} right`)
    .join("; ");

export interface FewShot {
  suggestions: "shown" | "delayed" | "blind";
  few_shot: boolean;
  per_class?: readonly unknown[];
}

/** Whether one class of several is asked for and nothing else: only then the server counts by class. */
export const oneClass = ({ per_class = [] }: Pick<FewShot, "per_class">): boolean => per_class.length > 0;

/** What happens by itself in a project, and what has to happen first. */
export function byItself(project: FewShot): string {
  const { suggestions, few_shot } = project;
  if (!oneClass(project))
    return "Only a single question for one class can be learned from a few answers; for other questions start a run.";
  if (suggestions === "blind") return "Nothing starts by itself here, since nobody would see it.";
  if (!few_shot)
    return "Nothing starts by itself: answers given with a suggestion in view are not blind, and a plan counts blind ones.";
  return "After 5 answers of every class that was seen, and again at 10, 20 and 40, a model learns from them by itself.";
}

/** How many people have been tested. */
export const tested = (people: number): string =>
  people
    ? `${counted(people, "person", "people")} met suggestions that were wrong on purpose.`
    : "Nobody has met a wrong suggestion yet.";
