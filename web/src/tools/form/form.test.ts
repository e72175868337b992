import { describe, expect, test } from "vitest";
import { ADDRESS, NUMBER, RANKING, RATING, TABLE, TEXT } from ".";
import { numberOf } from "./numbers";
import { placed, shifted } from "./order";
import { written } from "./rows";

const asks = (type: string, more = {}) => ({ name: type, type, ...more });

describe("a number", () => {
  test("is read as people write it", () => {
    expect(["12", " -3.5 ", "1,5", ".5", "2e3", "7."].map(numberOf)).toEqual([12, -3.5, 1.5, 0.5, 2000, 7]);
    for (const other of ["", "x", "1 2", "1,2,3", "Infinity", "-"]) expect(numberOf(other)).toBeUndefined();
  });

  test("lies within its range", () => {
    const question = asks("number", { least: 0, most: 10 });
    expect(NUMBER.missing(5, question)).toBeNull();
    expect(NUMBER.missing(-1, question)).toMatch(/at least 0/);
    expect(NUMBER.missing(11, question)).toMatch(/at most 10/);
    expect(NUMBER.missing(1e9, asks("number"))).toBeNull();
  });
});

test("a rating is a whole number up to the highest", () => {
  expect([RATING.missing(5, asks("rating")), RATING.say(2, asks("rating", { most: 7 }))]).toEqual([null, "2 of 7"]);
  for (const wrong of [0, 6, 2.5]) expect(RATING.missing(wrong, asks("rating"))).toMatch(/from 1 to 5/);
});

test("an address is one of the web", () => {
  for (const right of ["https://example.org/a?b#c", "http://x"]) expect(ADDRESS.missing(right, asks("url"))).toBeNull();
  for (const wrong of ["example.org", "ftp://x", "https://a b", "javascript:alert(1)"])
    expect(ADDRESS.missing(wrong, asks("url"))).toMatch(/http/);
  expect(TEXT.missing("  ", asks("text"))).not.toBeNull();
});

describe("a ranking", () => {
  const options = ["a", "b", "c"];

  test("gives one place after the other, and the last by itself", () => {
    expect(placed([], "b", options)).toEqual(["b"]);
    expect(placed(["b"], "c", options)).toEqual(["b", "c", "a"]);
  });

  test("moves an option by one place and stops at the ends", () => {
    expect(shifted(options, "c", -1)).toEqual(["a", "c", "b"]);
    expect(shifted(options, "a", 1)).toEqual(["b", "a", "c"]);
    for (const [name, by] of [
      ["a", -1],
      ["c", 1],
      ["z", 1],
    ] as const)
      expect(shifted(options, name, by)).toEqual(options);
  });

  test("lacks what has no place", () => {
    expect(RANKING.missing(["b"], asks("ranking", { options }))).toBe("Give a place to a, c.");
    expect(RANKING.missing(["b", "a", "c"], asks("ranking", { options }))).toBeNull();
    expect(RANKING.say(["b", "a"], asks("ranking", { options }))).toBe("1. b, 2. a");
  });
});

describe("a table", () => {
  test("gets a row by writing into it, and loses it with its last word", () => {
    const one = written([], 0, "item", "tea");
    expect(one).toEqual([{ item: "tea" }]);
    const two = written(written(one, 1, "price", "2"), 0, "price", "3");
    expect(two).toEqual([{ item: "tea", price: "3" }, { price: "2" }]);
    expect(written(two, 1, "price", "")).toEqual([{ item: "tea", price: "3" }]);
  });

  test("without rows is an answer", () => {
    const question = asks("table", { columns: ["item"] });
    expect([TABLE.blank(question), TABLE.say([], question)]).toEqual([[], "no rows"]);
    expect(TABLE.say([{ item: "tea", price: 3 }], question)).toBe("tea · 3");
  });
});
