/** Exact places as numbers: what can be typed for a region, or for the chosen corner of one. */

import { cornerMoved, moved, turned } from "./edit";
import { isBox, isPolygon, minus, type Box, type Point, type Region, type Size } from "./shape";

export interface NumberField {
  name: string;
  value: number;
  set: (value: number) => Region;
}

export function fields(region: Region, corner: number | null, picture: Size): NumberField[] {
  if (isPolygon(region)) {
    const at = corner === null ? undefined : region.points[corner];
    return at && corner !== null ? place(at, (to) => cornerMoved(region, corner, to, picture)) : [];
  }
  const from: Point = [region.x, region.y];
  const there = place(from, (to) => moved(region, minus(to, from), picture));
  return isBox(region) ? [...there, ...measures(region, picture)] : there;
}

const place = ([x, y]: Point, put: (to: Point) => Region): NumberField[] => [
  { name: "Left", value: x, set: (value) => put([value, y]) },
  { name: "Top", value: y, set: (value) => put([x, value]) },
];

const measures = (box: Box, picture: Size): NumberField[] => [
  {
    name: "Width",
    value: box.w,
    set: (w) => ({ ...box, w: within(w, box.rotation ? Infinity : picture.width - box.x) }),
  },
  {
    name: "Height",
    value: box.h,
    set: (h) => ({ ...box, h: within(h, box.rotation ? Infinity : picture.height - box.y) }),
  },
  { name: "Turned", value: box.rotation ?? 0, set: (degrees) => turned(box, degrees) },
];

const within = (length: number, room: number): number => Math.max(1, Math.min(length, room));
