import { expect, test } from "vitest";
import { Offsets } from "./offsets";

const FAMILY = "👩‍👩‍👧‍👦"; // four astral characters and three joiners: 7 code points, 11 units

test.each([
  ["plain letters", "Jane went home"],
  ["Arabic", "ذهبت جين إلى القاهرة أمس"],
  ["a family of joined emoji", `a ${FAMILY} b`],
  ["combining marks", "cafe\u0301 nai\u0308ve"],
  ["astral planes", "𝒜𐍈 is not A 🇦🇪"],
  ["half a pair", "broken \ud83d here \udc69 and 😀"],
  ["nothing", ""],
])("%s: every code point is found and found again", (_, text) => {
  const offsets = new Offsets(text);
  let unit = 0;
  [...text, ""].forEach((character, point) => {
    expect(offsets.units(point)).toBe(unit);
    expect(offsets.points(unit)).toBe(point);
    unit += character.length;
  });
});

test("a span of code points is the same part of the text in both counts", () => {
  const text = `مرحبا ${FAMILY} Zoë`;
  const offsets = new Offsets(text);
  const cut = (start: number, end: number) => text.slice(offsets.units(start), offsets.units(end));
  expect(cut(6, 13)).toBe(FAMILY);
  expect(cut(14, 17)).toBe([...text].slice(14, 17).join(""));
});

test("the middle of a character counts as its beginning", () => {
  expect(new Offsets("a😀b").points(2)).toBe(1);
});
