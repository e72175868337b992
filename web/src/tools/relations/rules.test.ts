import { expect, test } from "vitest";
import { knownParts, related, replaced, say, turned, type Relation } from "./rules";

const relation = (label: string, from: number, to: number): Relation => ({
  label,
  from: [from, from + 2],
  to: [to, to + 2],
});
const there = [relation("owns", 0, 5)];

test("two parts are related once in one way, and none to itself", () => {
  expect(related(there, relation("owns", 5, 0))).toHaveLength(2);
  expect(related(there, relation("owns", 0, 5))).toMatch(/already/);
  expect(related(there, relation("owns", 7, 7))).toMatch(/itself/);
});

test("a relation is turned round, or gets another label, in its place", () => {
  const all = [...there, relation("owns", 9, 12)];
  expect(replaced(all, all[0]!, turned(all[0]!))).toEqual([relation("owns", 5, 0), all[1]]);
  expect(replaced(all, all[0]!, all[1]!)).toMatch(/already/);
});

test("ends are the spans of other answers, the ends in use and what was picked, each once", () => {
  const others = {
    who: [{ label: "person", start: 0, end: 2 }],
    class: "x",
    tags: ["y"],
    where: [{ label: "dent", x: 1 }],
  };
  expect(
    knownParts(others, there, [
      { start: 3, end: 4 },
      { start: 0, end: 2 },
    ]),
  ).toEqual([
    { label: "person", start: 0, end: 2 },
    { label: null, start: 3, end: 4 },
    { label: null, start: 5, end: 7 },
  ]);
});

test("an answer is told by its labels", () => {
  const question = { name: "it", type: "relations", labels: ["owns", "met"] };
  expect(say([...there, relation("met", 1, 8)], question)).toBe("1 owns, 1 met");
  expect(say([], question)).toBe("nothing is related");
});
