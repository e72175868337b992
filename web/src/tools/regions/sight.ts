/** Looking at the picture: zoom, pan, the whole of it. */

import { signal, type Signal } from "@preact/signals";
import type { Point, Size } from "./shape";
import * as view from "./view";

export interface Light {
  brightness: number; // 1: as it is
  contrast: number;
}

/** What is seen of a picture. */
export interface Sight {
  picture: Signal<Size | null>; // null until it is loaded
  frame: Signal<Size>;
  view: Signal<view.View>;
  whole: Signal<boolean>; // the picture is shown as a whole, also when the window changes
  light: Signal<Light>;
}

/** How much larger at one press. */
export const ZOOM = 1.25;

export const AS_IT_IS: Light = { brightness: 1, contrast: 1 };

export const sight = (light: Light | null = null): Sight => ({
  picture: signal(null),
  frame: signal({ width: 0, height: 0 }),
  view: signal({ scale: 1, x: 0, y: 0 }),
  whole: signal(true),
  light: signal(light ?? AS_IT_IS),
});

/** The picture or its frame has a size now, or another one. */
export function measured(sight: Sight): void {
  if (sight.frame.value.width && sight.whole.value) whole(sight);
}

export function whole({ picture, frame, view: seen, whole }: Sight): void {
  if (!picture.value) return;
  whole.value = true;
  seen.value = view.fit(picture.value, frame.value);
}

export function zoom(sight: Sight, factor: number, at?: Point): void {
  const { picture, frame, view: seen } = sight;
  if (!picture.value) return;
  const { width, height } = frame.value;
  sight.whole.value = false;
  seen.value = view.zoomed(seen.value, at ?? [width / 2, height / 2], factor, picture.value, frame.value);
}

export function pan(sight: Sight, by: Point): void {
  const { picture, frame, view: seen } = sight;
  if (!picture.value) return;
  sight.whole.value = false;
  seen.value = view.panned(seen.value, by, picture.value, frame.value);
}

export function pinch(sight: Sight, from: readonly [Point, Point], to: readonly [Point, Point]): void {
  const { picture, frame, view: seen } = sight;
  if (!picture.value) return;
  sight.whole.value = false;
  seen.value = view.pinched(seen.value, from, to, picture.value, frame.value);
}

/** What the keyboard moves stays in sight. */
export function follow({ view: seen, frame }: Sight, place: Point): void {
  seen.value = view.showing(seen.value, place, frame.value);
}
