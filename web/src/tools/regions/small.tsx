/** Regions on a small picture, to look at only. */

import "./regions.css";
import type { Showing } from "../showing";
import { hue } from "./look";
import { labelsOf, type Regions } from "./model";
import { Shapes } from "./overlay";

const WIDE = 260; // about the pixels that a small picture is shown in

export function InSmall({ question, item, value }: Showing) {
  const { url, alt, width, height } = item;
  if (!url) return null;
  const labels = labelsOf(question);
  const regions = value as Regions;
  return (
    <div class="in-small" style={width && height ? { aspectRatio: `${width} / ${height}` } : {}}>
      <img src={url} alt={alt} draggable={false} />
      {width && height && (
        <svg
          class="region-overlay"
          viewBox={`0 0 ${width} ${height}`}
          style={{ "--unscale": String(width / WIDE) }}
          aria-hidden="true"
        >
          {[...new Set(regions.map(({ label }) => label))].map((label) => (
            <Shapes key={label} regions={regions.filter((one) => one.label === label)} hue={hue(labels, label)} />
          ))}
        </svg>
      )}
    </div>
  );
}
