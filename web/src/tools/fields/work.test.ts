import { expect, test } from "vitest";
import { between, middle, nudged, scaleFor } from "./boxes";
import type { Fields } from "./checks";
import { linesOf, nextOf, openGhosts, say, shown, takenOver, toLookAt, withEntry, withLines } from "./work";

const question = {
  name: "it",
  type: "fields",
  fields: [
    { name: "shop", required: true },
    { name: "day", kind: "date" },
    { name: "total", kind: "amount" },
  ],
  lines: [{ name: "what" }, { name: "price", kind: "amount" }],
};
const ghost: Fields = {
  fields: {
    shop: { text: "Corner", box: [0, 0.1, 0.1, 0.5, 0.1], confidence: 0.9 },
    total: { text: "3.20", confidence: 0.4 },
  },
  lines: [{ what: { text: "tea", confidence: 0.9 } }],
};

test("one looks at what is missing, unsure or fails a check, and at nothing else", () => {
  expect(toLookAt(undefined, ghost, question)).toEqual({
    day: "Nothing is suggested.",
    total: "The suggestion is only 40\u00a0% sure.",
  });
  const value = { fields: { day: { text: "soon" }, total: { text: "3.20" } } };
  expect(toLookAt(value, ghost, question)).toEqual({ day: "“soon” does not read as a date." });
  expect(toLookAt(undefined, undefined, question)).toMatchObject({ shop: "It is missing.", day: "It is still empty." });
});

test("Enter goes from one to the next; what was left as it is comes again only for another reason", () => {
  const found = toLookAt(undefined, ghost, question);
  expect(nextOf(found, {}, question, null)).toBe("day");
  expect(nextOf(found, {}, question, "day")).toBe("total");
  expect(nextOf(found, { day: found["day"]! }, question, "total")).toBe("total");
  expect(nextOf(found, found, question, "total")).toBeNull();
  expect(nextOf({ day: "“soon” does not read as a date." }, found, question, "total")).toBe("day");
});

test("what is taken over is the text and the box, not how sure a machine was", () => {
  const all = takenOver({ fields: { total: { text: "3.50" } } }, ghost);
  expect(all).toEqual({
    fields: { shop: { text: "Corner", box: [0, 0.1, 0.1, 0.5, 0.1] }, total: { text: "3.50" } },
    lines: [{ what: { text: "tea" } }],
  });
  expect(openGhosts(undefined, ghost)).toBe(3);
  expect(openGhosts(all, ghost)).toBe(0);
});

test("an emptied field stays empty: its suggestion does not come back", () => {
  const value = withEntry(undefined, ghost, { name: "shop" }, { text: "" });
  expect(shown(value, ghost, { name: "shop" })).toEqual({ entry: { text: "" }, ghost: false });
  expect(shown(value, ghost, { name: "total" }).ghost).toBe(true);
  expect(toLookAt(value, ghost, question)["shop"]).toBe("It is missing.");
});

test("the first change of a line takes over all of them, and deleting the last leaves none", () => {
  const value = withEntry(undefined, ghost, { name: "price", row: 0 }, { text: "1.20" });
  expect(value.lines).toEqual([{ what: { text: "tea" }, price: { text: "1.20" } }]);
  expect(linesOf(withLines(value, []), ghost)).toEqual([]);
});

test("an answer is told by what is filled in", () => {
  expect(say(takenOver(undefined, ghost), question)).toBe("shop: Corner; total: 3.20; 1 line");
  expect(say({}, question)).toBe("nothing is filled in");
});

test("a box is drawn between two corners in any order, and stays on the page", () => {
  expect(between(1, { x: 0.5, y: 0.6 }, { x: 0.25, y: -2 })).toEqual([1, 0.25, 0, 0.25, 0.6]);
  expect(between(0, { x: 0.5, y: 0.5 }, { x: 0.5005, y: 0.9 })).toBeNull();
});

test("arrows move a box and size it", () => {
  const box = middle(0);
  expect(nudged(box, "ArrowRight", false, false)).toEqual([0, 0.31, 0.45, 0.4, 0.05]);
  expect(nudged(box, "ArrowUp", true, true)).toEqual([0, 0.3, 0.45, 0.4, 0.048]);
  expect(nudged([0, 0.6, 0.45, 0.4, 0.05], "ArrowRight", false, false)).toEqual([0, 0.6, 0.45, 0.4, 0.05]);
  expect(nudged([0, 0.6, 0.45, 0.4, 0.05], "ArrowRight", true, false)).toEqual([0, 0.6, 0.45, 0.4, 0.05]);
  expect(nudged(box, "Home", false, false)).toBeNull();
});

test("a page is drawn whole, or as near as its box asks for without blur", () => {
  const [page, frame] = [
    { width: 500, height: 1500 },
    { width: 900, height: 750 },
  ];
  expect(scaleFor(page, frame, null)).toBe(0.5);
  expect(scaleFor(page, frame, [0, 0, 0, 0.9, 0.1])).toBeCloseTo(1.25);
  expect(scaleFor(page, frame, [0, 0, 0, 0.1, 0.01])).toBe(1.6);
  expect(scaleFor(page, frame, [0, 0, 0, 1, 1])).toBe(0.5);
});
