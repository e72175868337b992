/** A label as it looks on the picture: its hue and its first letters. */

import { hue, letters } from "./look";

export const Swatch = ({ labels, label }: { labels: readonly string[]; label: string }) => (
  <span class={`region-swatch ${hue(labels, label)}`} aria-hidden="true">
    {letters(labels, label)}
  </span>
);
