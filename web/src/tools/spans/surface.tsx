/** A text in which parts are picked: by mouse and finger as any text is selected, by keys word by word. */

import type { Signal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { moved, over, partOf, Words, type Caret, type Part, type Step } from "./caret";
import { lineAt } from "./line";
import { MarkedText, type Mark } from "./marks";

interface SurfaceProps {
  text: string;
  marks: readonly Mark[];
  caret: Signal<Caret | null>;
  active: boolean; // takes the focus, so that the arrows are its own
  label: string;
  choose: (key: string | null) => void; // the mark that was clicked; null: none there
  picked?: (part: Part) => void; // by mouse, now that it is let go
}

export function Surface({ text, marks, caret, active, label, choose, picked }: SurfaceProps) {
  const root = useRef<HTMLDivElement>(null);
  const words = useMemo(() => new Words(text), [text]);
  useEffect(() => {
    if (active) root.current?.focus({ preventScroll: true });
  }, [active, text]);
  const mouse = useMouse(root, words, caret);
  const part = caret.value && partOf(caret.value);

  const letGo = (event: PointerEvent) => {
    if ((event.target as Element).closest(".bar-of-mark") || !mouse.follow()) return;
    const now = partOf(caret.peek()!);
    if (now.start === now.end) choose(markAt(marks, now.start));
    else picked?.(now);
  };
  const press = (event: KeyboardEvent) => {
    if (event.metaKey || !ARROWS.has(event.key)) return;
    const next = afterArrow(root.current!, words, caret.peek() ?? { anchor: 0, head: 0 }, event);
    event.preventDefault();
    if (!next) return;
    document.getSelection()?.removeAllRanges();
    caret.value = next;
  };
  return (
    <div
      class="surface"
      ref={root}
      tabIndex={0}
      role="textbox"
      aria-readonly="true"
      aria-multiline="true"
      aria-label={label}
      onKeyDown={press}
      onPointerDown={mouse.down}
      onPointerUp={letGo}
    >
      <MarkedText text={text} marks={marks} picked={part} choose={choose} />
    </div>
  );
}

const ARROWS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);

/** The shortest mark around a place: of two that lie in each other the inner one is meant. */
function markAt(marks: readonly Mark[], place: number): string | null {
  const there = marks.filter(({ start, end }) => start <= place && place < end);
  there.sort((a, b) => a.end - a.start - (b.end - b.start));
  return there[0]?.key ?? null;
}

/** Follows what the browser selects, in whole words unless Alt or Ctrl is held. */
function useMouse(root: { current: HTMLDivElement | null }, words: Words, caret: Signal<Caret | null>) {
  const exact = useRef(false);
  const follow = (): boolean => {
    const selected = root.current && selectedIn(root.current);
    if (!selected) return false;
    const part = partOf(selected);
    const whole = part.start === part.end || exact.current ? part : words.snapped(part);
    if (whole) caret.value = selected.anchor <= selected.head ? over(whole) : { anchor: whole.end, head: whole.start };
    return whole !== null;
  };
  useEffect(() => {
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, [words, caret]);
  return {
    follow,
    down: ({ altKey, ctrlKey }: PointerEvent) => void (exact.current = altKey || ctrlKey),
  };
}

/** What is selected in the text, in units; null where nothing of it is. */
function selectedIn(root: HTMLElement): Caret | null {
  const selection = document.getSelection();
  if (!selection?.anchorNode || !selection.focusNode || !root.contains(selection.anchorNode)) return null;
  const anchor = placeOf(root, selection.anchorNode, selection.anchorOffset);
  const head = placeOf(root, selection.focusNode, selection.focusOffset);
  return anchor === null || head === null ? null : { anchor, head };
}

/** Where in the text a place in the page is: in a line, or at the beginning of one. */
function placeOf(root: HTMLElement, node: Node, offset: number): number | null {
  if (!root.contains(node)) return null;
  const element = node instanceof Element ? node : node.parentElement;
  const line = element?.closest<HTMLElement>("[data-start]");
  if (!line) return null;
  const inWords = node.nodeType === Node.TEXT_NODE && element?.classList.contains("marked-words");
  return Number(line.dataset["start"]) + (inWords ? offset : 0);
}

/** Where the caret is after an arrow: to the left is on where one writes from right to left. */
function afterArrow(root: HTMLElement, words: Words, caret: Caret, event: KeyboardEvent): Caret | null {
  const { key, shiftKey } = event;
  const step: Step = event.ctrlKey || event.altKey ? "character" : "word";
  if (key === "ArrowUp" || key === "ArrowDown")
    return toLine(root, words, caret, key === "ArrowDown" ? 1 : -1, shiftKey);
  const line = lineAt(root, caret.head);
  const back = line && getComputedStyle(line).direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  return moved(words, caret, key === back ? -1 : 1, step, shiftKey);
}

/** The word above or below, as the browser has broken the lines. */
function toLine(root: HTMLElement, words: Words, caret: Caret, by: 1 | -1, extend: boolean): Caret | null {
  const line = lineAt(root, Math.max(partOf(caret).start, caret.head - 1));
  const node = line?.querySelector(".marked-words")?.firstChild;
  if (!line || !node) return null;
  const from = characterAt(node, Math.max(partOf(caret).start, caret.head - 1) - Number(line.dataset["start"]));
  const height = parseFloat(getComputedStyle(line).lineHeight);
  for (let lines = 1; lines < 4; lines += 1) {
    const place = placeAt(root, from.x, from.y + from.height / 2 + by * lines * height);
    const word = place !== null && (words.at(place) ?? words.previous(place) ?? words.next(place));
    if (word && place !== caret.head)
      return extend ? { anchor: caret.anchor, head: by > 0 ? word.end : word.start } : over(word);
  }
  return null; // nothing but empty lines, or the end of the text
}

/** Where a character is drawn; a range of no length is drawn nowhere. */
function characterAt(node: Node, place: number): DOMRect {
  const range = document.createRange();
  const at = Math.min(place, node.textContent!.length - 1);
  range.setStart(node, at);
  range.setEnd(node, at + 1);
  return range.getBoundingClientRect();
}

function placeAt(root: HTMLElement, x: number, y: number): number | null {
  const found = document.caretPositionFromPoint?.(x, y);
  if (found) return placeOf(root, found.offsetNode, found.offset);
  const range = document.caretRangeFromPoint?.(x, y); // Safari
  return range ? placeOf(root, range.startContainer, range.startOffset) : null;
}
