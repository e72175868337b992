import { expect, test } from "vitest";
import { moved, over, partOf, Words, type Caret, type Step } from "./caret";

const TEXT = "Jane met Dr. Lee, in São Paulo";

function go(text: string, caret: Caret, keys: readonly [1 | -1, Step, boolean][]): string {
  const words = new Words(text);
  const { start, end } = partOf(keys.reduce((at, [by, step, extend]) => moved(words, at, by, step, extend), caret));
  return text.slice(start, end);
}
const START = { anchor: 0, head: 0 };
const [RIGHT, LEFT] = [1, -1] as const;

test("an arrow picks the next word, and the first one from the beginning", () => {
  expect(go(TEXT, START, [[RIGHT, "word", false]])).toBe("Jane");
  expect(
    go(
      TEXT,
      START,
      Array.from({ length: 3 }, () => [RIGHT, "word", false]),
    ),
  ).toBe("Dr");
  expect(go(TEXT, over({ start: 9, end: 11 }), [[LEFT, "word", false]])).toBe("met");
  expect(go(TEXT, over({ start: 25, end: 30 }), [[RIGHT, "word", false]])).toBe("Paulo"); // there is none after it
});

test("with Shift a part grows by words on either side, shrinks back, and keeps its first word", () => {
  const lee = over({ start: 13, end: 16 });
  expect(go(TEXT, lee, [[LEFT, "word", true]])).toBe(". Lee");
  expect(
    go(TEXT, lee, [
      [LEFT, "word", true],
      [LEFT, "word", true],
    ]),
  ).toBe("Dr. Lee");
  expect(
    go(TEXT, lee, [
      [LEFT, "word", true],
      [RIGHT, "word", true],
    ]),
  ).toBe("Lee");
  expect(
    go(TEXT, lee, [
      [RIGHT, "word", true],
      [RIGHT, "word", true],
      [LEFT, "word", true],
    ]),
  ).toBe("Lee,");
});

test("character by character, a word is cut to what is meant", () => {
  expect(
    go(
      "Anna's",
      over({ start: 0, end: 6 }),
      Array.from({ length: 2 }, () => [LEFT, "character", true]),
    ),
  ).toBe("Anna");
  expect(
    go("Anna's", over({ start: 0, end: 6 }), [
      [LEFT, "character", false],
      [RIGHT, "character", true],
    ]),
  ).toBe("A");
});

test("what a reader takes for one character is one step", () => {
  for (const one of ["👩‍👩‍👧‍👦", "e\u0301", "🇦🇪", "نُ"]) expect(go(`${one}x`, START, [[RIGHT, "character", true]])).toBe(one);
});

test("a part is widened to its words and narrowed from spaces", () => {
  const words = new Words(TEXT);
  expect(words.snapped({ start: 23, end: 27 })).toEqual({ start: 21, end: 30 });
  expect(words.snapped({ start: 4, end: 9 })).toEqual({ start: 5, end: 8 });
  expect(words.snapped({ start: 4, end: 5 })).toBeNull();
  expect(new Words("ذهبت جين").snapped({ start: 6, end: 7 })).toEqual({ start: 5, end: 8 });
});
