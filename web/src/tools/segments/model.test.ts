import { beforeEach, expect, test } from "vitest";
import { ghostsOf } from "../spans/parts";
import type { Span } from "../spans/rules";
import { add, choose, chooseBeside, drop, labelled, model, moveEnd, type AskedSegments } from "./model";

let asked: AskedSegments;
const at = (seconds: number) => (asked.model.player.at.value = seconds);
const value = () => asked.value;

beforeEach(() => {
  asked = {
    question: { name: "segments", type: "segments", labels: ["cough", "speech"] },
    item: { id: 1, media: "audio" },
    value: [],
    ghost: [{ label: "speech", start: 8, end: 9 }],
    locked: false,
    active: true,
    model: model(),
    change: (next) => (asked = { ...asked, value: next }),
    keyOf: () => null,
  };
});

test("a label begins a segment, and once more ends it, whichever way the sound went", () => {
  at(2);
  labelled(asked, "cough");
  at(1.23456);
  labelled(asked, "cough");
  expect(value()).toEqual([{ label: "cough", start: 1.235, end: 2 }]);
  labelled(asked, "speech");
  labelled(asked, "speech");
  expect(value()).toHaveLength(1);
  expect(asked.model.said.value).toMatch(/nothing is marked/);
});

test("what is picked gets the label, in the order of the sound, and no part twice", () => {
  for (const [start, end] of [
    [4, 5],
    [1, 2],
    [4, 5],
  ] as const) {
    asked.model.player.loop.value = { start, end };
    labelled(asked, "cough");
  }
  expect(value()?.map((one) => one.start)).toEqual([1, 4]);
  expect(asked.model.said.value).toMatch(/already/);
});

test("the chosen one gets another label and other ends, but never less than nothing", () => {
  const one: Span = { label: "cough", start: 1, end: 2 };
  add(asked, one);
  choose(asked, one);
  labelled(asked, "speech");
  at(1.5);
  moveEnd(asked, "end");
  expect(value()).toEqual([{ label: "speech", start: 1, end: 1.5 }]);
  at(3);
  moveEnd(asked, "start");
  expect(value()).toEqual([{ label: "speech", start: 1, end: 1.5 }]);
  asked.model.player.loop.value = { start: 5, end: 6 };
  labelled(asked, "cough");
  expect(value()).toHaveLength(2);
});

test("a suggestion is kept or left, and cannot be deleted", () => {
  const [ghost] = ghostsOf(asked) as [Span];
  drop(asked, ghost);
  expect(ghostsOf(asked)).toHaveLength(1);
  at(0);
  chooseBeside(asked, 1);
  expect(asked.model.chosen.value).toEqual(ghost);
  add(asked, ghost);
  expect(ghostsOf(asked)).toEqual([]);
  drop(asked, ghost);
  expect(value()).toEqual([]);
});
