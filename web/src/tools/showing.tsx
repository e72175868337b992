/** One answer drawn on its item in small, for the types that draw on items; fetched when wanted. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Question } from "./tool";

/** A picture, with its own size where that is known; or a text, perhaps cut. */
export interface Small {
  url: string | null;
  alt: string;
  width?: number | null;
  height?: number | null;
  text: string | null;
}

export interface Showing {
  question: Question;
  item: Small;
  value: unknown;
}

type Drawing = ComponentType<Showing>;

const regions = async (): Promise<Drawing> => (await import("./regions")).InSmall as Drawing;
const spans = async (): Promise<Drawing> => (await import("./spans")).InSmall as Drawing;

const LATER: Readonly<Record<string, () => Promise<Drawing>>> = {
  boxes: regions,
  polygons: regions,
  points: regions,
  spans,
};

const here = new Map<string, Drawing>();

/** How an answer to each type of question is drawn in small, as far as it is here yet. */
export function useShowing(questions: readonly Question[]): ReadonlyMap<string, Drawing> {
  const [, came] = useState(0);
  useEffect(() => {
    for (const type of new Set(questions.map(({ type }) => type)))
      if (LATER[type] && !here.has(type))
        LATER[type]().then(
          (found) => (here.set(type, found), came((n) => n + 1)),
          () => null, // the line is gone: the plain words stay
        );
  }, [questions]);
  return here;
}
