/** Regions of a picture as answers hold them (core/tasks/regions.py): pixels of the upright picture. */

export type Point = readonly [x: number, y: number];

export interface Size {
  width: number;
  height: number;
}

export interface Box {
  label: string;
  x: number;
  y: number;
  w: number;
  h: number;
  rotation?: number; // degrees, clockwise, about (x, y)
}

export interface Polygon {
  label: string;
  points: readonly Point[];
}

export interface Dot {
  label: string;
  x: number;
  y: number;
}

export type Region = Box | Polygon | Dot;
export type Kind = "boxes" | "polygons" | "points";

export const isBox = (region: Region): region is Box => "w" in region;
export const isPolygon = (region: Region): region is Polygon => "points" in region;

export const plus = ([x, y]: Point, [dx, dy]: Point, times = 1): Point => [x + times * dx, y + times * dy];
export const minus = (to: Point, from: Point): Point => plus(to, from, -1);
export const apart = (one: Point, other: Point): number => Math.hypot(one[0] - other[0], one[1] - other[1]);
export const dot = (one: Point, other: Point): number => one[0] * other[0] + one[1] * other[1];

/** The directions of a box's width and of its height. */
export function axes({ rotation = 0 }: Box): [along: Point, across: Point] {
  const turn = (rotation * Math.PI) / 180;
  return [
    [Math.cos(turn), Math.sin(turn)],
    [-Math.sin(turn), Math.cos(turn)],
  ];
}

/** The place in a box at a share of its width and of its height. */
export function within(box: Box, u: number, v: number): Point {
  const [along, across] = axes(box);
  return plus(plus([box.x, box.y], along, u * box.w), across, v * box.h);
}

export function corners(region: Region): readonly Point[] {
  if (isPolygon(region)) return region.points;
  if (!isBox(region)) return [[region.x, region.y]];
  return [within(region, 0, 0), within(region, 1, 0), within(region, 1, 1), within(region, 0, 1)];
}

export interface Bounds {
  low: Point;
  high: Point;
}

export function bounds(points: readonly Point[]): Bounds {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return { low: [Math.min(...xs), Math.min(...ys)], high: [Math.max(...xs), Math.max(...ys)] };
}

/** Each corner with the one after it. */
export const sides = (points: readonly Point[]): [Point, Point][] =>
  points.map((point, i) => [point, points[(i + 1) % points.length] as Point]);

export const area = (points: readonly Point[]): number =>
  Math.abs(sides(points).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0)) / 2;

/** Whether a place is in an outline; where its sides cross, by the even-odd rule, as the server counts areas. */
export const inside = (points: readonly Point[], [x, y]: Point): boolean =>
  sides(points).filter(([a, b]) => a[1] > y !== b[1] > y && x < a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    .length %
    2 ===
  1;

/** From a place to the nearest one on an outline. */
export const gap = (points: readonly Point[], at: Point): number =>
  Math.min(...sides(points).map(([a, b]) => apart(at, nearest(a, b, at))));

/** The place on the side from a to b that is nearest. */
function nearest(a: Point, b: Point, at: Point): Point {
  const side = minus(b, a);
  const long = dot(side, side);
  const share = long ? Math.min(1, Math.max(0, dot(minus(at, a), side) / long)) : 0;
  return plus(a, side, share);
}

/** Whether two regions say the same; the order of their parts and "not turned" do not matter. */
export const same = (one: Region, other: Region): boolean =>
  one === other || (one.label === other.label && numbers(one).join() === numbers(other).join());

const numbers = (region: Region): readonly number[] => {
  if (isPolygon(region)) return region.points.flat();
  return isBox(region) ? [region.x, region.y, region.w, region.h, region.rotation ?? 0] : [region.x, region.y];
};

/** How large a region is, in words for its row of the list. */
export function extent(region: Region): string {
  if (isBox(region)) {
    const turn = region.rotation ? `, ${Math.round(region.rotation)}°` : "";
    return `${Math.round(region.w)} × ${Math.round(region.h)}${turn}`;
  }
  if (isPolygon(region)) return `${region.points.length} corners`;
  return `at ${Math.round(region.x)}, ${Math.round(region.y)}`;
}
