/** What is under the pointer. Lengths on the screen decide, so that tiny objects can be hit, too. */

import {
  apart,
  area,
  axes,
  bounds,
  corners,
  gap,
  inside,
  isBox,
  isPolygon,
  minus,
  plus,
  within,
  type Box,
  type Point,
  type Region,
} from "./shape";
import { toScreen, type View } from "./view";

/** The least size of a target on the screen, in pixels (WCAG 2.5.8). */
export const TARGET = 24;
const EDGE = 4; // an outline can be hit from this far outside
const TURN = 28; // from the top of a box to the knob that turns it
const ROOM = 2.5 * TARGET; // a side shorter than this has no handle in its middle

/** The places of the regions under a point of the screen, the smallest first: it may lie wholly in a larger one. */
export function under(regions: readonly Region[], at: Point, view: View): number[] {
  const hits = regions.map((region) =>
    hit(
      corners(region).map((point) => toScreen(view, point)),
      at,
    ),
  );
  return regions
    .map((_, i) => i)
    .filter((i) => hits[i])
    .sort((a, b) => area(corners(regions[a] as Region)) - area(corners(regions[b] as Region)));
}

function hit(outline: readonly Point[], at: Point): boolean {
  const { low, high } = bounds(outline);
  const [wide, tall] = minus(high, low);
  const reach = Math.max(EDGE, (TARGET - Math.min(wide, tall)) / 2);
  return inside(outline, at) || gap(outline, at) <= reach;
}

export type Grip =
  | { part: "side"; u: number; v: number } // of a box: where it is pulled
  | { part: "turn" }
  | { part: "corner"; i: number } // of a polygon
  | { part: "between"; i: number }; // there a new corner is pulled out of the side after corner i

export interface Handle {
  grip: Grip;
  at: Point; // on the screen
  pulls: Point; // what it moves, on the screen: beside the handle where the region is tiny
}

/** What a selected region can be pulled by; handles of a tiny one stand around it, so that each can be hit. */
export function handles(region: Region, view: View): Handle[] {
  if (isBox(region)) return boxHandles(region, view);
  if (!isPolygon(region)) return [];
  const points = region.points.map((point) => toScreen(view, point));
  const between = points.flatMap((a, i): Handle[] => {
    const b = points[(i + 1) % points.length] as Point;
    const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
    return apart(a, b) < ROOM ? [] : [upon({ part: "between", i }, middle)];
  });
  return [...points.map((at, i) => upon({ part: "corner", i }, at)), ...between];
}

const upon = (grip: Grip, at: Point): Handle => ({ grip, at, pulls: at });

function boxHandles(box: Box, view: View): Handle[] {
  const [along, across] = axes(box);
  const [wide, tall] = [box.w * view.scale, box.h * view.scale];
  const out = (share: number, length: number) => (2 * share - 1) * Math.max(0, (TARGET - length) / 2);
  const ends = (length: number) => (length < ROOM ? [0, 1] : [0, 0.5, 1]);
  const sides = ends(wide)
    .flatMap((u) => ends(tall).map((v) => [u, v] as const))
    .filter(([u, v]) => u !== 0.5 || v !== 0.5)
    .map(([u, v]): Handle => {
      const pulls = toScreen(view, within(box, u, v));
      return { grip: { part: "side", u, v }, at: plus(plus(pulls, along, out(u, wide)), across, out(v, tall)), pulls };
    });
  return [...sides, upon({ part: "turn" }, plus(toScreen(view, within(box, 0.5, 0)), across, out(0, tall) - TURN))];
}

/** The handle under a point of the screen: the nearest one, if it is near enough. */
export function grabbed(among: readonly Handle[], at: Point): Handle | null {
  const [nearest] = [...among].sort((a, b) => apart(a.at, at) - apart(b.at, at));
  return nearest && apart(nearest.at, at) <= TARGET / 2 ? nearest : null;
}

/** The mouse pointer over a handle: the double arrow that lies nearest to the way it is pulled. */
export function pointerOf(grip: Grip, region: Region): string {
  if (grip.part === "turn") return "grab";
  if (grip.part !== "side" || !isBox(region)) return "move";
  const [along, across] = axes(region);
  const way = plus(plus([0, 0], along, 2 * grip.u - 1), across, 2 * grip.v - 1);
  const turn = Math.round((Math.atan2(way[1], way[0]) * 4) / Math.PI);
  return ["ew-resize", "nwse-resize", "ns-resize", "nesw-resize"][((turn % 4) + 4) % 4] as string;
}
