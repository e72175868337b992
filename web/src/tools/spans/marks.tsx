/** A text with parts of it marked: plain text, over which the marks are drawn where the browser put the words. */

import "./marks.css";
import { Component } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Part } from "./caret";
import { lanes, pieces } from "./rules";

const TINTS = 9;

/** The colour of a label, by its place among all of them: "tint-1" to "tint-9". */
export const tint = (labels: readonly string[], label: string): string =>
  `tint-${(Math.max(0, labels.indexOf(label)) % TINTS) + 1}`;

/** A part that is marked, in UTF-16 units. */
export interface Mark extends Part {
  key: string; // unique among the marks of a text
  tag: string; // what stands below it
  short: string; // what stands there where there is no room for the tag
  look: string; // classes: its tint, "ghost", "current"
}

interface TextProps {
  text: string;
  marks: readonly Mark[];
  picked?: Part | null; // where the next mark would be; of no length: the caret
  choose?: (key: string) => void;
}

interface Placed extends Mark {
  lane: number;
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

/** The last piece that begins at a place or before it. */
export function pieceAt(parts: readonly Part[], place: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.start <= place) low = middle;
    else high = middle - 1;
  }
  return low;
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

interface PieceProps {
  part: Part;
  text: string;
  marks: readonly Placed[];
  picked: Part | null;
  width: number;
  choose?: ((key: string) => void) | undefined;
}

/** Drawn again only when something of it changed: of a long text that is one line, not all. */
class Piece extends Component<PieceProps> {
  override shouldComponentUpdate(next: PieceProps): boolean {
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

interface Bar {
  mark: Placed;
  first: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}

const LETTER = 6.2; // about the width of a letter of a tag, in pixels
const A_LINE = 90; // letters

function Line({ part, text, marks, picked, width, choose }: PieceProps) {
  const line = useRef<HTMLDivElement>(null);
  const shown = useShown(line, marks.length > 0);
  const [bars, setBars] = useState<readonly Bar[]>([]);
  const [chosen, setChosen] = useState<readonly DOMRect[]>([]);
  useLayoutEffect(() => {
    setBars(shown ? marks.flatMap((mark) => barsOf(line.current!, part, mark)) : []);
  }, [shown, marks, width]);
  useLayoutEffect(() => {
    const there = picked && picked.start < part.end ? rects(line.current!, part, picked) : [];
    setChosen(there);
    if (there.length) line.current!.scrollIntoView({ block: "nearest" });
  }, [picked, width]);
  const depth = marks.reduce((most, { lane }) => Math.max(most, lane + 1), 0);
  const height = `auto ${Math.ceil((part.end - part.start) / A_LINE) * 2.2}rem`;
  return (
    <div
      class="marked-piece"
      dir="auto"
      ref={line}
      data-start={part.start}
      style={{ "--lanes": depth, "contain-intrinsic-block-size": height }}
    >
      <span class="marked-words">{text.slice(part.start, part.end)}</span>
      <span class="marked-over behind" aria-hidden="true">
        {chosen.map(({ x, y, width, height }, i) => (
          <i key={i} class={width > 1 ? "picked" : "caret"} style={{ ...placed(x, y, width), height: px(height) }} />
        ))}
        {bars.map(({ mark, x, y, width, height }) => (
          <i
            key={`${mark.key} ${x} ${y}`}
            class={`wash-of-mark ${mark.look}`}
            style={{ ...placed(x, y, width), height: px(height) }}
          />
        ))}
      </span>
      <span class="marked-over" aria-hidden="true">
        {bars.map(({ mark, first, x, y, width, height }) => (
          <i
            key={`${mark.key} ${x} ${y}`}
            class={`bar-of-mark ${mark.look}`}
            style={{ ...placed(x, y + height, width), "--lane": mark.lane }}
            title={mark.tag}
            onClick={choose && (() => choose(mark.key))}
          >
            {first && (mark.tag.length * LETTER <= width ? mark.tag : mark.short)}
          </i>
        ))}
      </span>
    </div>
  );
}

const px = (length: number): string => `${length}px`;
const placed = (x: number, y: number, width: number) => ({ left: px(x), top: px(y), width: px(width) });

const barsOf = (line: HTMLElement, part: Part, mark: Placed): Bar[] =>
  rects(line, part, mark).map(({ x, y, width, height }, i) => ({
    mark,
    first: i === 0 && mark.start >= part.start,
    x,
    y,
    width,
    height,
  }));

/** Where a part of the text lies in its piece: one box for each line, or stretch of one direction. */
function rects(line: HTMLElement, part: Part, { start, end }: Part): DOMRect[] {
  const words = line.querySelector(".marked-words")?.firstChild;
  if (!words) return [];
  const range = document.createRange();
  const inside = (place: number) => Math.min(Math.max(place - part.start, 0), part.end - part.start);
  range.setStart(words, inside(start));
  range.setEnd(words, inside(end));
  const { left, top } = line.getBoundingClientRect();
  return Array.from(range.getClientRects(), ({ x, y, width, height }) => new DOMRect(x - left, y - top, width, height));
}

/** Where a part of a text lies on the screen: its first line. */
export function boxOf(root: HTMLElement, part: Part): DOMRect | null {
  const lines = Array.from(root.querySelectorAll<HTMLElement>("[data-start]"));
  const starts = lines.map((line) => ({ start: Number(line.dataset["start"]), end: 0 }));
  const at = pieceAt(starts, part.start);
  const words = lines[at]?.querySelector(".marked-words")?.firstChild;
  if (!words) return null;
  const range = document.createRange();
  range.setStart(words, part.start - starts[at]!.start);
  range.setEnd(words, Math.min(part.end - starts[at]!.start, words.textContent!.length));
  return range.getClientRects()[0] ?? null;
}

const onSight = new WeakMap<Element, (shown: boolean) => void>();
let sight: IntersectionObserver | null = null;

/** Whether a line is in sight: the marks of the others need not be drawn. */
function useShown(line: { current: HTMLElement | null }, needed: boolean): boolean {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const element = line.current!;
    if (!needed) return;
    sight ??= new IntersectionObserver((found) =>
      found.forEach(({ target, isIntersecting }) => onSight.get(target)?.(isIntersecting)),
    );
    onSight.set(element, setShown);
    sight.observe(element);
    return () => sight?.unobserve(element);
  }, [needed]);
  return shown;
}
