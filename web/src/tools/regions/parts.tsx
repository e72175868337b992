/** Small parts of the stage and of the rail. */

import { hue, letters } from "./look";
import type { Editing } from "./model";

/** A label as it looks on the picture: its hue and its first letters. */
export const Swatch = ({ labels, label }: { labels: readonly string[]; label: string }) => (
  <span class={`region-swatch ${hue(labels, label)}`} aria-hidden="true">
    {letters(labels, label)}
  </span>
);

/** The key of a binding; none while the keys are another question's. */
export function Key({ asked, of }: { asked: Editing; of: string }) {
  const key = asked.keyOf(of);
  return key === null ? null : <kbd>{key}</kbd>;
}

/** Who presses a button with the mouse goes on with the mouse: the focus stays where it was, and Enter the page's. */
export const keepFocus = (event: MouseEvent) => event.preventDefault();
