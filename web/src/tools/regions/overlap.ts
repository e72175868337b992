/** How well regions of two answers fit, exactly as the server counts it (core/tasks/shapes.py and regions.py). */

import { apart, bounds, corners, sides, type Point, type Region } from "./shape";

const RADIUS = 10; // pixels at which two points no longer fit, where the question does not say

/** The area that two outlines share, as a share of what they cover together. */
export function iou(one: readonly Point[], other: readonly Point[]): number {
  const shared = overlap(one, other);
  const either = overlap(one, one) + overlap(other, other) - shared;
  return either > 0 ? Math.min(1, shared / either) : 0;
}

/** Between two neighbouring heights with a corner or a crossing, what is shared grows evenly: its width half-way
 *  is its mean. */
export function overlap(one: readonly Point[], other: readonly Point[]): number {
  const [a, b] = [bounds(one), bounds(other)];
  if (a.high[0] < b.low[0] || b.high[0] < a.low[0] || a.high[1] < b.low[1] || b.high[1] < a.low[1]) return 0;
  const crossings = [...crossed(one, other), ...crossed(one, one), ...crossed(other, other)];
  const heights = [...new Set([...one, ...other].map(([, y]) => y).concat(crossings))].sort((p, q) => p - q);
  return heights
    .slice(1)
    .map((high, i) => [heights[i] as number, high] as const)
    .reduce((sum, [low, high]) => {
      const middle = (low + high) / 2;
      return sum + (high - low) * shared(spans(one, middle), spans(other, middle));
    }, 0);
}

/** The heights at which a side of one outline crosses a side of the other. */
function crossed(one: readonly Point[], other: readonly Point[]): number[] {
  const heights: number[] = [];
  for (const [[ax, ay], [bx, by]] of sides(one))
    for (const [[cx, cy], [dx, dy]] of sides(other)) {
      const turn = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
      const t = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / turn;
      const u = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / turn;
      if (t >= 0 && t <= 1 && u >= 0 && u <= 1) heights.push(ay + t * (by - ay));
    }
  return heights;
}

/** Where a line at height `y` is inside, as pairs of ends, from left to right. */
function spans(points: readonly Point[], y: number): [number, number][] {
  const ends = sides(points)
    .filter(([a, b]) => a[1] > y !== b[1] > y)
    .map(([a, b]) => a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
    .sort((p, q) => p - q);
  return ends.flatMap((end, i) => (i % 2 ? [[ends[i - 1] as number, end] as [number, number]] : []));
}

const shared = (some: readonly [number, number][], others: readonly [number, number][]): number =>
  some
    .flatMap(([a, b]) => others.map(([c, d]) => Math.max(0, Math.min(b, d) - Math.max(a, c))))
    .reduce((sum, length) => sum + length, 0);

/** 1 for the very same place, 0 for none in common; points fit by their distance. */
export function fits(one: Region, other: Region, radius = RADIUS): number {
  const [a, b] = [corners(one), corners(other)];
  if (a.length > 1 || b.length > 1) return iou(a, b);
  return Math.max(0, 1 - apart(a[0] as Point, b[0] as Point) / radius);
}

export interface Pair {
  one: Region;
  other: Region;
  fit: number;
}

/** Regions that show the same thing, whatever label they have, the best fit first; one region is in one pair. */
export function paired(some: readonly Region[], others: readonly Region[], radius?: number): Pair[] {
  const all = some
    .flatMap((one) => others.map((other): Pair => ({ one, other, fit: fits(one, other, radius) })))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit);
  const gone = new Set<Region>();
  return all.filter(({ one, other }) => {
    if (gone.has(one) || gone.has(other)) return false;
    gone.add(one).add(other);
    return true;
  });
}
