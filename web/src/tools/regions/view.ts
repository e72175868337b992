/** Which part of the picture is on the screen, and how large: screen = scale * picture + shift. */

import type { Point, Size } from "./shape";

export interface View {
  scale: number;
  x: number;
  y: number;
}

const MOST = 64; // one pixel of the picture is then as large as a fingertip
const ENLARGED = 16; // how far a small picture is scaled up to fill the screen
const MARGIN = 36; // room for what stands around a region at the border: its label, the knob that turns it
const STAYS = 48; // this much of the picture cannot be pushed out of sight

export const toScreen = ({ scale, x, y }: View, [px, py]: Point): Point => [scale * px + x, scale * py + y];
export const toPicture = ({ scale, x, y }: View, [sx, sy]: Point): Point => [(sx - x) / scale, (sy - y) / scale];

/** The whole picture, in the middle. */
export function fit(picture: Size, frame: Size): View {
  const room = (length: number) => Math.max(1, length - 2 * MARGIN);
  const scale = Math.min(room(frame.width) / picture.width, room(frame.height) / picture.height, ENLARGED);
  return {
    scale,
    x: (frame.width - scale * picture.width) / 2,
    y: (frame.height - scale * picture.height) / 2,
  };
}

/** Larger or smaller, while what is at `at` of the screen stays there. */
export function zoomed(view: View, at: Point, factor: number, picture: Size, frame: Size): View {
  const least = Math.min(1, fit(picture, frame).scale) / 2;
  const scale = Math.min(MOST, Math.max(least, view.scale * factor));
  const [px, py] = toPicture(view, at);
  return held({ scale, x: at[0] - scale * px, y: at[1] - scale * py }, picture, frame);
}

export const panned = (view: View, [dx, dy]: Point, picture: Size, frame: Size): View =>
  held({ ...view, x: view.x + dx, y: view.y + dy }, picture, frame);

/** Some of the picture stays in sight. */
function held(view: View, picture: Size, frame: Size): View {
  const keep = (shift: number, length: number, room: number) =>
    Math.min(room - STAYS, Math.max(STAYS - view.scale * length, shift));
  return { ...view, x: keep(view.x, picture.width, frame.width), y: keep(view.y, picture.height, frame.height) };
}

/** Moved no further than it takes to see this place of the picture. */
export function showing(view: View, place: Point, frame: Size, margin = 32): View {
  const [sx, sy] = toScreen(view, place);
  const lack = (at: number, room: number) => (at < margin ? margin - at : at > room - margin ? room - margin - at : 0);
  return { ...view, x: view.x + lack(sx, frame.width), y: view.y + lack(sy, frame.height) };
}

/** What the middle of two fingers and their distance did to the view. */
export function pinched(
  view: View,
  [a, b]: readonly [Point, Point],
  [c, d]: readonly [Point, Point],
  picture: Size,
  frame: Size,
): View {
  const middle = (one: Point, other: Point): Point => [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
  const wide = (one: Point, other: Point) => Math.max(1, Math.hypot(one[0] - other[0], one[1] - other[1]));
  const [from, to] = [middle(a, b), middle(c, d)];
  const moved = panned(view, [to[0] - from[0], to[1] - from[1]], picture, frame);
  return zoomed(moved, to, wide(c, d) / wide(a, b), picture, frame);
}
