/** Where on the page a field was found: boxes in shares of the page, drawn by mouse or moved by keys. */

import type { Box } from "./checks";

export interface Point {
  x: number;
  y: number;
}

const within = (share: number): number => Math.min(1, Math.max(0, share));

/** Shares that nobody can tell apart on a screen are not written out. */
const rounded = (share: number): number => Math.round(share * 1e5) / 1e5;

const SMALLEST = 0.002; // of a page: less is a click, or a box that nobody sees

/** The box between two corners; null where it is too small to be meant. */
export function between(page: number, one: Point, other: Point): Box | null {
  const [left, right] = [within(Math.min(one.x, other.x)), within(Math.max(one.x, other.x))];
  const [top, bottom] = [within(Math.min(one.y, other.y)), within(Math.max(one.y, other.y))];
  if (right - left < SMALLEST || bottom - top < SMALLEST) return null;
  return [page, rounded(left), rounded(top), rounded(right - left), rounded(bottom - top)];
}

const WAYS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const [COARSE, FINE] = [0.01, 0.002];

/** The box after an arrow key: it moves, or with `size` its lower right corner does. It stays on the page. */
export function nudged([page, x, y, w, h]: Box, key: string, size: boolean, fine: boolean): Box | null {
  const way = WAYS[key];
  if (!way) return null;
  const [dx, dy] = way.map((one) => one * (fine ? FINE : COARSE)) as [number, number];
  const side = (share: number, most: number) => rounded(Math.min(Math.max(share, SMALLEST), most));
  if (size) return [page, x, y, side(w + dx, 1 - x), side(h + dy, 1 - y)];
  return [page, rounded(Math.min(within(x + dx), 1 - w)), rounded(Math.min(within(y + dy), 1 - h)), w, h];
}

/** A box to begin with, where there is none. */
export const middle = (page: number): Box => [page, 0.3, 0.45, 0.4, 0.05];

interface Size {
  width: number;
  height: number;
}

/** How large to draw a page in a frame: all of it, or so that a box can be read with what is around it. */
export function scaleFor(page: Size, frame: Size, box: Box | null): number {
  const all = Math.min(frame.width / page.width, frame.height / page.height);
  if (!box) return all;
  const [, , , w, h] = box;
  const near = Math.min((0.7 * frame.width) / (w * page.width), (0.25 * frame.height) / (h * page.height));
  return Math.max(all, Math.min(near, LARGEST));
}

const LARGEST = 1.6; // pixels of the screen for one of the page: more is blur
