import { expect, test } from "vitest";
import { band, ceiling, line, linear, ticks } from "./chart";

test("ticks are round numbers within the span", () => {
  expect(ticks(0, 72)).toEqual([0, 20, 40, 60]);
  expect(ticks(0.9, 0.99)).toEqual([0.9, 0.92, 0.94, 0.96, 0.98]);
  expect(ticks(3, 3)).toEqual([3]);
});

test("a scale runs from place to place, also downwards", () => {
  const y = linear([0, 10], [100, 0]);
  expect([y(0), y(5), y(10)]).toEqual([100, 50, 0]);
  expect(linear([4, 4], [0, 9])(4)).toBe(0);
});

test("curves and bands as paths", () => {
  expect(
    line([
      [0, 1],
      [2, 3],
    ]),
  ).toBe("M0.0 1.0L2.0 3.0");
  expect(band([[0, 1]], [[0, 2]])).toBe("M0.0 1.0L0.0 2.0Z");
  expect(band([], [])).toBe("");
});

test("the top of an axis is round and above the data", () => {
  for (const value of [0.3, 7, 71.88, 2801]) expect(ceiling(value)).toBeGreaterThanOrEqual(value);
  expect(ceiling(71.88)).toBe(80);
  expect(ceiling(0)).toBe(1);
});
