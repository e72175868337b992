/** One piece of a marked text: its words, and over them the marks where the browser put the words. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Part } from "./caret";
import { pieceAt } from "./rules";

/** A part that is marked, in UTF-16 units. */
export interface Mark extends Part {
  key: string; // unique among the marks of a text
  tag: string; // what stands below it
  short: string; // what stands there where there is no room for the tag
  look: string; // classes: its tint, "ghost", "current"
}

export interface Placed extends Mark {
  lane: number;
}

export interface LineProps {
  part: Part;
  text: string; // all of it
  marks: readonly Placed[];
  picked: Part | null;
  width: number;
  choose?: ((key: string) => void) | undefined;
}

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

export function Line({ part, text, marks, picked, width, choose }: LineProps) {
  const line = useRef<HTMLDivElement>(null);
  const shown = useShown(line, marks.length > 0);
  const [bars, setBars] = useState<readonly Bar[]>([]);
  const [chosen, setChosen] = useState<readonly DOMRect[]>([]);
  useLayoutEffect(() => {
    setBars(shown ? marks.flatMap((mark) => barsOf(line.current!, part, mark)) : []);
  }, [shown, marks, width]);
  useLayoutEffect(() => {
    setChosen(picked && picked.start < part.end ? rects(line.current!, part, picked) : []);
  }, [picked, marks, width]);
  useLayoutEffect(() => {
    if (chosen.length && !selecting(line.current!)) follow(line.current!);
  }, [chosen]);
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

/** Whether the mouse is at work: then nothing may move under it. */
const selecting = (line: HTMLElement): boolean =>
  line.closest(".surface")?.contains(document.getSelection()?.anchorNode ?? null) === true;

const follow = (line: HTMLElement): void =>
  line.querySelector(".picked, .caret")?.scrollIntoView({ block: "nearest", inline: "nearest" });

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

/** The piece in which a place of the text lies. */
export function lineAt(root: HTMLElement, place: number): HTMLElement | null {
  const lines = Array.from(root.querySelectorAll<HTMLElement>("[data-start]"));
  return lines[pieceAt(lines.map(startOf), place)] ?? null;
}

const startOf = (line: HTMLElement): { start: number } => ({ start: Number(line.dataset["start"]) });

/** Where a part of a text lies on the screen: its first line. */
export function boxOf(root: HTMLElement, part: Part): DOMRect | null {
  const line = lineAt(root, part.start);
  const words = line?.querySelector(".marked-words")?.firstChild;
  if (!line || !words) return null;
  const { start } = startOf(line);
  const range = document.createRange();
  range.setStart(words, part.start - start);
  range.setEnd(words, Math.min(part.end - start, words.textContent!.length));
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
