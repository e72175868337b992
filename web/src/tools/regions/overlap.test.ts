import { describe, expect, test } from "vitest";
import { turned } from "./edit";
import { fits, iou, overlap, paired } from "./overlap";
import { corners, type Box, type Point } from "./shape";

const box = (x: number, y: number, w: number, h: number, label = "a"): Box => ({ label, x, y, w, h });
const of = (one: Box, other: Box) => iou(corners(one), corners(other));

describe("shared area", () => {
  test("of upright boxes", () => {
    expect(of(box(0, 0, 2, 2), box(1, 0, 2, 2))).toBeCloseTo(1 / 3);
    expect(of(box(0, 0, 2, 2), box(0, 0, 2, 2))).toBe(1);
    expect(of(box(0, 0, 2, 2), box(2, 0, 2, 2))).toBe(0);
  });

  test("of a square and the same turned by 45 degrees: an octagon", () => {
    expect(of(box(0, 0, 100, 100), turned(box(0, 0, 100, 100), 45))).toBeCloseTo(Math.SQRT1_2, 2);
  });

  test("of outlines that cross themselves, by the even-odd rule", () => {
    const bow: Point[] = [[0, 0], [2, 2], [2, 0], [0, 2]]; // prettier-ignore
    expect(overlap(bow, bow)).toBeCloseTo(2);
    expect(iou(bow, corners(box(0, 0, 2, 2)))).toBeCloseTo(0.5);
  });
});

test("points fit by their distance", () => {
  expect(fits({ label: "a", x: 0, y: 0 }, { label: "a", x: 3, y: 4 })).toBeCloseTo(0.5);
  expect(fits({ label: "a", x: 0, y: 0 }, { label: "a", x: 3, y: 4 }, 20)).toBeCloseTo(0.75);
  expect(fits({ label: "a", x: 0, y: 0 }, { label: "a", x: 30, y: 4 })).toBe(0);
});

test("regions are paired one to one, the best fit first, whatever their labels", () => {
  const [a, b] = [box(0, 0, 10, 10), box(2, 0, 10, 10)];
  const [c, d] = [box(0, 0, 10, 11, "other"), box(50, 50, 5, 5)];
  const pairs = paired([a, b], [c, d]);
  expect(pairs.map(({ one, other }) => [one, other])).toEqual([[a, c]]);
  expect(pairs[0]?.fit).toBeCloseTo(10 / 11);
});
