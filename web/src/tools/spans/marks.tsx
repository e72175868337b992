/** A text with parts of it marked: plain text, over which the marks are drawn where the browser put the words. */

import "./marks.css";
import { Component } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Part } from "./caret";
import { Line, type LineProps, type Mark, type Placed } from "./line";
import { lanes, pieceAt, pieces } from "./rules";

export type { Mark };

const TINTS = 9;

/** The colour of a label, by its place among all of them: "tint-1" to "tint-9". */
export const tint = (labels: readonly string[], label: string): string =>
  `tint-${(Math.max(0, labels.indexOf(label)) % TINTS) + 1}`;

interface TextProps {
  text: string;
  marks: readonly Mark[];
  picked?: Part | null; // where the next mark would be; of no length: the caret
  choose?: (key: string) => void;
}

const NONE: readonly Placed[] = [];

export function MarkedText({ text, marks, picked = null, choose }: TextProps) {
  const parts = useMemo(() => pieces(text), [text]);
  const placed = useMemo(() => byPiece(parts, marks), [parts, marks]);
  const { ref, width } = useWidth();
  return (
    <div class="marked" ref={ref}>
      {parts.map((part, i) => (
        <Piece
          key={part.start}
          part={part}
          text={text}
          marks={placed[i] ?? NONE}
          picked={picked && touches(picked, part) ? picked : null}
          width={width}
          choose={choose}
        />
      ))}
    </div>
  );
}

const touches = (one: Part, part: Part): boolean => one.start < part.end && one.end >= part.start;

/** The marks of each piece; the few pieces that have some are the only ones that cost anything. */
function byPiece(parts: readonly Part[], marks: readonly Mark[]): readonly Placed[][] {
  const found: Placed[][] = [];
  const lane = lanes(marks);
  marks.forEach((mark, at) => {
    for (let i = pieceAt(parts, mark.start); i < parts.length && parts[i]!.start < mark.end; i += 1)
      (found[i] ??= []).push({ ...mark, lane: lane[at]! });
  });
  return found;
}

/** The lines break anew when the width changes: then the marks are drawn again. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => setWidth(ref.current?.clientWidth ?? 0));
    watch.observe(ref.current!);
    return () => watch.disconnect();
  }, []);
  return { ref, width };
}

/** Drawn again only when something of it changed: of a long text that is one line, not all. */
class Piece extends Component<LineProps> {
  override shouldComponentUpdate(next: LineProps): boolean {
    const { part, marks, picked, width } = this.props;
    const stays = next.width === width || next.marks.length + marks.length === 0;
    return !(stays && alike(next.marks, marks) && next.picked === picked && next.part === part);
  }

  override render() {
    return <Line {...this.props} />;
  }
}

const alike = (some: readonly Placed[], others: readonly Placed[]): boolean =>
  some.length === others.length &&
  some.every((one, i) => {
    const other = others[i]!;
    return one.key === other.key && one.look === other.look && one.lane === other.lane && one.tag === other.tag;
  });
