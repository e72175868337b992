import { expect, test } from "vitest";
import { classNames, csv, pasted, preview } from "./records";

test("pasted texts, by line or by paragraph", () => {
  expect(pasted("a\r\n\r\nb\n c ", "line")).toEqual(["a", "b", "c"]);
  expect(pasted("a\nb\n \nc", "paragraph")).toEqual(["a\nb", "c"]);
});

test("quoted commas and lines in a table", () => {
  expect(csv('text,label\n"a, ""b""\nc",x\n\nd,y')).toEqual([
    ["text", "label"],
    ['a, "b"\nc', "x"],
    ["d", "y"],
  ]);
  expect(csv("a,\nb,c")).toEqual([
    ["a", ""],
    ["b", "c"],
  ]);
  expect(() => csv('"open')).not.toThrow();
});

test("a table shows its texts and the classes it names", () => {
  expect(preview("x.CSV", "Text,label\none,cat\ntwo,dog\n", true)).toEqual({
    records: 2,
    first: ["one", "two"],
    classes: ["cat", "dog"],
  });
  expect(preview("x.csv", "body\none", true).problem).toMatch(/No column is named "text"/);
});

test("lines of JSON; a cut file does not claim a count", () => {
  const text = '{"text":"a","label":"x"}\n"b"\n{"te';
  expect(preview("x.jsonl", text, false)).toEqual({ records: null, first: ["a", "b"], classes: ["x"] });
  expect(preview("x.ndjson", '{"text":"a"}\n', true).records).toBe(1);
});

test("a JSON list, bare or under items", () => {
  expect(preview("x.json", '["a","b"]', true).records).toBe(2);
  expect(preview("x.json", '{"items":[{"text":"a"}]}', true).first).toEqual(["a"]);
  expect(preview("x.json", '{"a":1}', true).problem).toMatch(/Not a JSON list/);
  expect(preview("x.pdf", "", true).problem).toMatch(/Vermeil reads/);
});

test("class names, each once", () => {
  expect(classNames("cat, dog\ncat\n\n bird ")).toEqual(["cat", "dog", "bird"]);
});
