/** A text with its spans, to look at only; it may have been cut. */

import { useMemo } from "preact/hooks";
import type { Showing } from "../showing";
import { MarkedText, tint } from "./marks";
import { Offsets } from "./offsets";
import { keyOf, labelsOf, type Span } from "./rules";

export function InSmall({ question, item, value }: Showing) {
  const text = item.text ?? "";
  const offsets = useMemo(() => new Offsets(text), [text]);
  const marks = (value as readonly Span[])
    .map((span) => ({ span, start: offsets.units(span.start), end: offsets.units(span.end) }))
    .filter(({ end }) => end <= text.length)
    .map(({ span, start, end }) => ({
      key: keyOf(span),
      start,
      end,
      tag: span.label,
      short: span.label.slice(0, 2),
      look: tint(labelsOf(question), span.label),
    }));
  return <MarkedText text={text} marks={marks} />;
}
