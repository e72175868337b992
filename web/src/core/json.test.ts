import { expect, test } from "vitest";
import { columnsOf, parsed } from "./json";

test("a list of like objects is a table", () => {
  expect(
    columnsOf([
      { a: 1, b: 2 },
      { a: 3, c: null },
    ]),
  ).toEqual(["a", "b", "c"]);
  for (const other of [[{ a: 1 }], [{ a: [1] }, { a: 2 }], [1, 2], { a: 1 }, null]) expect(columnsOf(other)).toBeNull();
});

test("what is no JSON stays words", () => {
  expect(parsed("{")).toBeNull();
  expect(parsed("null")).toEqual({ value: null });
});
