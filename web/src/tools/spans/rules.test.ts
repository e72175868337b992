import { expect, test } from "vitest";
import { around, compared, lanes, marked, missing, pieces, relabelled, say, without, type Span } from "./rules";

const question = { name: "it", type: "spans", labels: ["person", "place"] };
const strict = { ...question, overlap: false };
const span = (start: number, end: number, label = "person"): Span => ({ label, start, end });

test("a span goes where it belongs in the order of the text", () => {
  expect(marked([span(5, 9)], span(0, 3, "place"), question)).toEqual([span(0, 3, "place"), span(5, 9)]);
});

test("what is there already is not marked twice", () => {
  expect(marked([span(0, 3)], span(0, 3), question)).toMatch(/already/);
  expect(marked([span(0, 3)], span(0, 3, "place"), question)).toHaveLength(2);
});

test("spans overlap only where the question allows it, and a refusal says why", () => {
  expect(marked([span(0, 5)], span(4, 9), question)).toHaveLength(2);
  expect(marked([span(0, 5, "place")], span(4, 9), strict)).toMatch(/“place”.*may not overlap/);
  expect(marked([span(0, 5)], span(5, 9), strict)).toHaveLength(2);
  expect(missing([span(4, 9), span(0, 5, "place")], strict)).toMatch(/“place” and “person” overlap/);
  expect(missing([span(5, 9), span(0, 5)], strict)).toBeNull();
  expect(missing([span(4, 9), span(0, 5)], question)).toBeNull();
});

test("a span gets another label in its place, also where spans may not overlap", () => {
  expect(relabelled([span(0, 5), span(6, 8)], span(0, 5), "place", strict)).toEqual([span(0, 5, "place"), span(6, 8)]);
  expect(without([span(0, 5), span(6, 8)], span(0, 5))).toEqual([span(6, 8)]);
});

test("an answer is told by its labels", () => {
  expect(say([span(0, 1), span(2, 3), span(4, 5, "place")], question)).toBe("person (2), place (1)");
  expect(say([], question)).toBe("nothing is marked");
});

test("parts that overlap never share a line", () => {
  expect(lanes([span(0, 10), span(2, 4), span(3, 6), span(10, 12)])).toEqual([0, 1, 2, 0]);
});

test("the pieces of a text are the text, each of a length that is soon drawn", () => {
  for (const text of ["one\ntwo\n\nthree", "word ".repeat(5000), "x".repeat(9001), "😀".repeat(5000), ""]) {
    const found = pieces(text);
    expect(found.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
    expect(Math.max(...found.map(({ start, end }) => end - start))).toBeLessThanOrEqual(4001);
    for (const { start } of found) expect(text.charCodeAt(start) >> 10).not.toBe(0xdc00 >> 10);
  }
});

test("of many rows those around one are shown", () => {
  const all = Array.from({ length: 10 }, (_, i) => i);
  expect(around(all, 5, 4)).toEqual({ rows: [3, 4, 5, 6], before: 3, after: 3 });
  expect(around(all, 0, 4)).toEqual({ rows: [0, 1, 2, 3], before: 0, after: 6 });
  expect(around(all, 9, 4)).toEqual({ rows: [6, 7, 8, 9], before: 6, after: 0 });
  expect(around(all, 9, 40)).toEqual({ rows: all, before: 0, after: 0 });
});

test("of several answers each span is told with those who mark it", () => {
  const answers = [
    { name: "A", value: [span(5, 9), span(0, 3)] },
    { name: "B", value: [span(5, 9), span(0, 3, "place")] },
  ];
  expect(compared(answers)).toEqual([
    { span: span(0, 3), names: ["A"] },
    { span: span(0, 3, "place"), names: ["B"] },
    { span: span(5, 9), names: ["A", "B"] },
  ]);
});
