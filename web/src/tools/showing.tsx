/** One answer drawn on its item in small, for the types that draw on items; fetched when wanted. */

import type { ComponentType } from "preact";
import { fetchedByType } from "./later";
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

/** How an answer to each type of question is drawn in small, as far as it is here yet. */
export const useShowing = fetchedByType<Drawing>({
  boxes: regions,
  polygons: regions,
  points: regions,
  spans,
});
