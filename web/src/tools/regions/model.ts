/** What only the screen knows of regions: which one is selected, what is being drawn, how far the picture is zoomed. */

import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Asked, Question } from "../tool";
import type { Kind, Point, Region } from "./shape";
import { sight, type Light, type Sight } from "./sight";

export type Mode = "select" | "draw" | "pan";

/** A region of the answer, or one that is suggested, by its place among them. */
export interface Selected {
  of: "answer" | "ghost";
  at: number;
}

export interface Model extends Sight {
  mode: Signal<Mode>;
  label: Signal<string>; // of what is drawn next
  selected: Signal<Selected | null>;
  corner: Signal<number | null>; // of the selected polygon
  begun: Signal<readonly Point[]>; // corners of what is being drawn
  drawing: ReadonlySignal<boolean>; // there are such
  pulled: Signal<Region | null>; // the selected region while it is pulled: one step of undo when it is let go
  cursor: Signal<Point | null>; // of the keyboard, on the picture; null while the pointer draws
  steered: ReadonlySignal<boolean>; // there is one
  pointer: Signal<Point | null>; // on the picture
  hidden: Signal<ReadonlySet<Region>>;
  locked: Signal<ReadonlySet<Region>>;
  refused: Signal<ReadonlySet<Region>>; // suggested regions
  origin: WeakMap<Region, Region>; // the suggestion that a region was taken from
  said: Signal<string>; // for those who listen
}

export type Regions = readonly Region[];
export type Editing = Asked<Regions, Model>;

/** What the next task begins with, as this one was left: nobody wants to choose label and light for each picture. */
const left = { mode: "draw" as Mode, labels: new Map<string, string>(), light: null as Light | null };

export const labelsOf = (question: Question): readonly string[] => question["labels"] as string[];
export const kindOf = (question: Question): Kind => question.type as Kind;

export function model(question: Question): Model {
  const labels = labelsOf(question);
  const before = left.labels.get(question.name);
  const begun = signal<readonly Point[]>([]);
  const cursor = signal<Point | null>(null);
  return {
    ...sight(left.light),
    mode: signal(left.mode === "pan" ? "draw" : left.mode),
    label: signal(before !== undefined && labels.includes(before) ? before : (labels[0] ?? "")),
    selected: signal(null),
    corner: signal(null),
    begun,
    drawing: computed(() => begun.value.length > 0),
    pulled: signal(null),
    cursor,
    steered: computed(() => cursor.value !== null),
    pointer: signal(null),
    hidden: signal(new Set()),
    locked: signal(new Set()),
    refused: signal(new Set()),
    origin: new WeakMap(),
    said: signal(""),
  };
}

export function setMode({ mode, begun, cursor }: Model, to: Mode): void {
  left.mode = mode.value = to;
  begun.value = [];
  cursor.value = null;
}

export function setLabel({ label }: Model, question: Question, to: string): void {
  label.value = to;
  left.labels.set(question.name, to);
}

export function setLight({ light }: Model, to: Light): void {
  left.light = light.value = to;
}
