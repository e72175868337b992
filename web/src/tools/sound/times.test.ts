import { expect, test } from "vitest";
import { clock, looped, nextLoop, otherSpeed, peaks } from "./times";

test("the loudness of each stretch is that of its loudest sample", () => {
  expect(peaks(Float32Array.from([0, -0.5, 0.25, 0, 2, 0]), 3)).toEqual([0.5, 0.25, 1]);
  expect(peaks(new Float32Array(0), 2)).toEqual([0, 0]);
});

test("one key sets where a part begins, where it ends, and lets it go", () => {
  const begun = nextLoop(null, 4);
  expect(begun).toEqual({ start: 4, end: null });
  expect(nextLoop(begun, 6)).toEqual({ start: 4, end: 6 });
  expect(nextLoop(begun, 1)).toEqual({ start: 1, end: 4 });
  expect(nextLoop(begun, 4)).toBeNull();
  expect(nextLoop({ start: 4, end: 6 }, 5)).toBeNull();
});

test("a part is repeated from its beginning once its end is reached", () => {
  expect(looped({ start: 4, end: 6 }, 6.01)).toBe(4);
  expect(looped({ start: 4, end: 6 }, 2)).toBe(2);
  expect(looped({ start: 4, end: null }, 9)).toBe(9);
  expect(looped(null, 9)).toBe(9);
});

test("speeds go by steps and end somewhere", () => {
  expect(otherSpeed(1, 1)).toBe(1.25);
  expect(otherSpeed(0.5, -1)).toBe(0.5);
  expect(otherSpeed(2, 1)).toBe(2);
});

test("times are read as on a clock", () => {
  expect([0, 63.44, 59.96, 600].map(clock)).toEqual(["0:00.0", "1:03.4", "1:00.0", "10:00.0"]);
});
