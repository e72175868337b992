import { expect, test } from "vitest";
import { fields } from "./fields";
import type { Polygon, Region } from "./shape";

const picture = { width: 100, height: 80 };
const typed = (region: Region, corner: number | null, name: string, value: number): Region | undefined =>
  fields(region, corner, picture)
    .find((field) => field.name === name)
    ?.set(value);

test("a box is typed as a place, a size and a turn, within the picture", () => {
  const box = { label: "cell", x: 10, y: 20, w: 30, h: 10 };
  expect(fields(box, null, picture).map(({ value }) => value)).toEqual([10, 20, 30, 10, 0]);
  expect(typed(box, null, "Left", 90)).toEqual({ ...box, x: 70 });
  expect(typed(box, null, "Width", 500)).toEqual({ ...box, w: 90 });
  expect(typed(box, null, "Height", -5)).toEqual({ ...box, h: 1 });
  expect(typed(box, null, "Turned", 90)).toEqual({ label: "cell", x: 30, y: 10, w: 30, h: 10, rotation: 90 });
});

test("of a polygon the chosen corner is typed", () => {
  const polygon: Polygon = { label: "cell", points: [[0, 0], [10, 0], [10, 10]] }; // prettier-ignore
  expect(fields(polygon, null, picture)).toEqual([]);
  expect(typed(polygon, 1, "Top", 5)).toEqual({ ...polygon, points: [[0, 0], [10, 5], [10, 10]] }); // prettier-ignore
});
