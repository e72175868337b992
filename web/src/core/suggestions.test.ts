import { expect, test } from "vitest";
import { byItself, curveInWords, outcome, sourceName, sourcesOf, tested, total } from "./suggestions";

const RUN = {
  state: "finished",
  n_items: 9,
  done: 9,
  taken: 9,
  refused: 0,
  left: 0,
  spent: 0,
  currency: "USD",
} as const;

test("what came of a run is told without what there was none of", () => {
  expect(outcome(RUN)).toBe("9 suggested");
  expect(outcome({ ...RUN, taken: 1200, refused: 3, left: 2, spent: 0.6 })).toBe(
    "1,200 suggested, 3 did not fit, 2 left blind on purpose, $0.60 spent",
  );
});

test("the price of a run is rounded up to a cent, and a whole one stays", () => {
  expect(total(0.0005, 3)).toBe(0.01);
  expect(total(0.1, 3)).toBe(0.3);
  expect(total(0, 3)).toBe(0);
});

test("a curve has words", () => {
  const point = { mid: 0.8, low: 0.7, high: 0.9, judged: 30 };
  expect(
    curveInWords([
      { per_class: 5, ...point },
      { per_class: null, ...point },
    ]),
  ).toBe(
    "taught by 5 of each class 80\u00a0% (70 to 90\u00a0%) right; taught by all answers 80\u00a0% (70 to 90\u00a0%) right",
  );
});

test("what happens by itself depends on the question, the mode and the switch", () => {
  const shown = { suggestions: "shown", few_shot: true, per_class: [1] } as const;
  expect(byItself(shown)).toMatch(/^After 5 answers/);
  expect(byItself({ ...shown, per_class: [] })).toMatch(/^Only a single question/);
  expect(byItself({ ...shown, suggestions: "blind" })).toMatch(/nobody would see it/);
  expect(byItself({ ...shown, few_shot: false })).toMatch(/a plan counts blind ones/);
});

test("documents are offered where their fields are all that is asked for", () => {
  const offered = (...types: string[]) => sourcesOf(types.map((type) => ({ type }))).map(([name]) => name);
  expect(offered("fields")).toEqual(["documents", "label_studio", "llm"]);
  expect(offered("classes")).toEqual(["answers", "label_studio", "llm"]);
  expect(offered("fields", "classes")).toEqual(["answers", "label_studio", "llm"]);
});

test("sources and people have words", () => {
  expect(sourceName("llm")).toBe("Language model");
  expect([tested(0), tested(1)].join(" ")).toBe(
    "Nobody has met a wrong suggestion yet. 1 person met suggestions that were wrong on purpose.",
  );
});
