/** Several answers to one question over one another, for the types that have a way to show it; fetched when wanted. */

import type { ComponentType } from "preact";
import { fetchedByType } from "./later";
import type { Question, Shown } from "./tool";

export interface Comparing {
  question: Question;
  item: Shown;
  /** Two or more; `told`: what was said of their parts. */
  answers: readonly { name: string; value: unknown; told?: readonly { at: number | string; text: string }[] }[];
}

/** `onItem`: it shows the item, too. */
interface Comparison {
  Compared: ComponentType<Comparing>;
  onItem: boolean;
}

const MOST_DRAWN = 3; // colours and ways of drawing lines

async function regions(): Promise<Comparison> {
  const { Compared } = await import("./regions");
  type Answers = Parameters<typeof Compared>[0]["answers"];
  return {
    onItem: true,
    Compared: ({ question, item, answers }) => (
      <Compared question={question} url={item.media_url ?? ""} answers={answers.slice(0, MOST_DRAWN) as Answers} />
    ),
  };
}

async function spans(): Promise<Comparison> {
  const { Compared } = await import("./spans");
  type Answers = Parameters<typeof Compared>[0]["answers"];
  return {
    onItem: true,
    Compared: ({ question, item, answers }) => (
      <Compared question={question} text={item.text ?? ""} answers={answers as Answers} />
    ),
  };
}

async function segments(): Promise<Comparison> {
  const { Compared } = await import("./segments");
  type Answers = Parameters<typeof Compared>[0]["answers"];
  return {
    onItem: false,
    Compared: ({ question, answers }) => <Compared question={question} answers={answers as Answers} />,
  };
}

async function texts(): Promise<Comparison> {
  const { Compared } = await import("./transcript");
  type Answers = Parameters<typeof Compared>[0]["answers"];
  return { onItem: false, Compared: ({ answers }) => <Compared answers={answers as Answers} /> };
}

/** How answers to these questions are compared, by the type of the question, as far as it is here yet. */
export const useComparisons = fetchedByType<Comparison>({
  boxes: regions,
  polygons: regions,
  points: regions,
  segments,
  spans,
  transcript: texts,
  text: texts,
});
