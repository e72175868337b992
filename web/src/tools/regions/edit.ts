/** Editing: functions from a region to the next one, kept to the picture and to what an answer may hold. */

import {
  axes,
  bounds,
  corners,
  dot,
  isBox,
  isPolygon,
  minus,
  plus,
  within,
  type Box,
  type Dot,
  type Point,
  type Polygon,
  type Region,
  type Size,
} from "./shape";

/** A polygon has no fewer. */
export const CORNERS = 3;
/** The least side of a box, in pixels. */
const LEAST = 1;

/** Tenths of a pixel are as exact as a hand is. */
const tidy = (value: number): number => Math.round(value * 10) / 10;
const between = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

export const kept = ([x, y]: Point, { width, height }: Size): Point => [
  tidy(between(x, 0, width)),
  tidy(between(y, 0, height)),
];

/** The box between two corners. */
export function boxOf(label: string, one: Point, other: Point, picture: Size): Box {
  const { low, high } = bounds([kept(one, picture), kept(other, picture)]);
  const [w, h] = minus(high, low).map((side) => Math.max(LEAST, tidy(side))) as [number, number];
  return {
    label,
    x: tidy(between(low[0], 0, Math.max(0, picture.width - w))),
    y: tidy(between(low[1], 0, Math.max(0, picture.height - h))),
    w,
    h,
  };
}

export const polygonOf = (label: string, points: readonly Point[], picture: Size): Polygon => ({
  label,
  points: points.map((point) => kept(point, picture)),
});

export function dotOf(label: string, at: Point, picture: Size): Dot {
  const [x, y] = kept(at, picture);
  return { label, x, y };
}

const shifted = <R extends Region>(region: R, by: Point): R => {
  if (isPolygon(region))
    return { ...region, points: region.points.map((point) => plus(point, by).map(tidy) as unknown as Point) };
  return { ...region, x: tidy(region.x + by[0]), y: tidy(region.y + by[1]) };
};

/** Moved as far as the picture reaches; what stuck out before may come in, but not go further out. */
export function moved<R extends Region>(region: R, by: Point, picture: Size): R {
  const { low, high } = bounds(corners(region));
  const reach = (i: 0 | 1, length: number) => between(by[i], Math.min(0, -low[i]), Math.max(0, length - high[i]));
  return shifted(region, [reach(0, picture.width), reach(1, picture.height)]);
}

/** A copy a little beside: to the lower right, where there is room, else to the upper left. */
export function duplicate<R extends Region>(region: R, step: number, picture: Size): R {
  const copy = moved(region, [step, step], picture);
  const [[x, y], [fromX, fromY]] = [corners(copy)[0] as Point, corners(region)[0] as Point];
  return x !== fromX || y !== fromY ? copy : moved(region, [-step, -step], picture);
}

/** The side or corner at (u, v) of a box, each 0, 0.5 or 1, pulled to a place; the opposite one stays. */
export function resized(box: Box, [u, v]: Point, to: Point, picture: Size): Box {
  const [along, across] = axes(box);
  const pull = minus(kept(to, picture), [box.x, box.y]);
  const [x, w] = span(u, dot(pull, along), box.w);
  const [y, h] = span(v, dot(pull, across), box.h);
  const [left, top] = plus(plus([box.x, box.y], along, x), across, y);
  return { ...box, x: tidy(left), y: tidy(top), w: tidy(w), h: tidy(h) };
}

/** Where a side begins and how long it is, once one of its ends was pulled to `to`, perhaps past the other. */
function span(end: number, to: number, length: number): [start: number, length: number] {
  if (end === 0.5) return [0, length];
  const stays = end === 0 ? length : 0;
  return [to < stays ? Math.min(to, stays - LEAST) : stays, Math.max(LEAST, Math.abs(to - stays))];
}

/** Wider and higher by so much, from its upper left corner. */
export function grown<R extends Region>(region: R, by: Point, picture: Size): R {
  if (isBox(region)) {
    const [along, across] = axes(region);
    const [w, h] = [Math.max(LEAST, region.w + by[0]), Math.max(LEAST, region.h + by[1])];
    const to = plus(plus([region.x, region.y], along, w), across, h);
    return resized(region, [1, 1], to, picture) as Region as R;
  }
  if (!isPolygon(region)) return region;
  const { low, high } = bounds(region.points);
  const ratio = (i: 0 | 1) => {
    const length = high[i] - low[i];
    return length ? Math.max(LEAST, length + by[i]) / length : 1;
  };
  const larger = region.points.map(([x, y]): Point => [
    low[0] + (x - low[0]) * ratio(0),
    low[1] + (y - low[1]) * ratio(1),
  ]);
  return polygonOf(region.label, larger, picture) as Region as R;
}

/** Turned about its middle to so many degrees, clockwise. */
export function turned(box: Box, degrees: number): Box {
  const middle = within(box, 0.5, 0.5);
  const rotation = tidy(((((degrees + 180) % 360) + 360) % 360) - 180);
  const { rotation: _, ...upright } = box;
  const next: Box = rotation ? { ...upright, rotation } : upright;
  const [along, across] = axes(next);
  const [x, y] = plus(plus(middle, along, -box.w / 2), across, -box.h / 2);
  return { ...next, x: tidy(x), y: tidy(y) };
}

/** Turned so that its top looks to a place. */
export function turnedTo(box: Box, to: Point): Box {
  const [x, y] = minus(to, within(box, 0.5, 0.5));
  return turned(box, Math.round((Math.atan2(x, -y) * 180) / Math.PI));
}

export const cornerMoved = (polygon: Polygon, i: number, to: Point, picture: Size): Polygon => ({
  ...polygon,
  points: polygon.points.with(i, kept(to, picture)),
});

/** A new corner in the middle of the side that begins at corner `i`. */
export function cornerAdded(polygon: Polygon, i: number): Polygon {
  const [[ax, ay], [bx, by]] = [polygon.points[i], polygon.points[(i + 1) % polygon.points.length]] as [Point, Point];
  return { ...polygon, points: polygon.points.toSpliced(i + 1, 0, [tidy((ax + bx) / 2), tidy((ay + by) / 2)]) };
}

/** Without a corner, unless it needs it. */
export const cornerRemoved = (polygon: Polygon, i: number): Polygon =>
  polygon.points.length > CORNERS ? { ...polygon, points: polygon.points.toSpliced(i, 1) } : polygon;
