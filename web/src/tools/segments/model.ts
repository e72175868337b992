/** Parts of a sound with a label each, as core/tasks/regions.py checks them, in seconds; what keys and buttons do. */

import { signal, type Signal } from "@preact/signals";
import type { Asked } from "../tool";
import { Player } from "../sound/player";
import { clock, type Loop } from "../sound/times";
import { inOrder, partsOf } from "../spans/parts";
import { follows, has, same, without, type Span } from "../spans/rules";

export interface SegmentsModel {
  player: Player;
  begun: Signal<{ label: string; start: number } | null>; // it ends where the same key is pressed again
  chosen: Signal<Span | null>;
  said: Signal<string>; // what a press did, or why it could not
}

export const model = (): SegmentsModel => ({
  player: new Player(),
  begun: signal(null),
  chosen: signal(null),
  said: signal(""),
});

export type AskedSegments = Asked<Span[], SegmentsModel>;

export const told = ({ start, end }: Pick<Span, "start" | "end">): string => `${clock(start)} to ${clock(end)}`;

/** To the millisecond: finer than any hand, and a number that one can read. */
const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The part of the sound that is picked and not a segment yet. */
function picked({ player, chosen }: SegmentsModel): { start: number; end: number } | null {
  const loop = player.loop.peek();
  const one = chosen.peek();
  return loop?.end == null || (one && repeats(loop, one))
    ? null
    : { start: rounded(loop.start), end: rounded(loop.end) };
}

const repeats = (loop: Loop, { start, end }: Span): boolean => loop.start === start && loop.end === end;

/** A label: for the part that is picked, else for the chosen segment; else one begins here, or ends. */
export function labelled(asked: AskedSegments, label: string): void {
  const { begun, chosen, player } = asked.model;
  const part = picked(asked.model);
  const one = chosen.peek();
  if (part) add(asked, { label, ...part });
  else if (one) replace(asked, one, { ...one, label });
  else if (begun.peek()?.label === label) end(asked);
  else {
    begun.value = { label, start: rounded(player.at.peek()) };
    asked.model.said.value = `${label} begins at ${clock(player.at.peek())}: press it again where it ends.`;
  }
}

function end(asked: AskedSegments): void {
  const { begun, player, said } = asked.model;
  const { label, start } = begun.peek()!;
  const at = rounded(player.at.peek());
  begun.value = null;
  if (at === start) said.value = `${label} would end where it begins: nothing is marked.`;
  else add(asked, { label, start: Math.min(start, at), end: Math.max(start, at) });
}

export function add(asked: AskedSegments, one: Span): void {
  const { player, chosen, said } = asked.model;
  if (has(partsOf(asked), one)) {
    said.value = `${told(one)} is ${one.label} already.`;
    return;
  }
  asked.change([...partsOf(asked), one].sort(follows));
  player.repeat(null);
  chosen.value = null;
  said.value = `${told(one)} is marked as ${one.label}.`;
}

function replace(asked: AskedSegments, old: Span, one: Span): void {
  const { player, chosen, said } = asked.model;
  asked.change([...without(partsOf(asked), old), one].sort(follows));
  chosen.value = one;
  player.loop.value = { start: one.start, end: one.end };
  said.value = `${told(one)} is ${one.label} now.`;
}

/** The chosen segment begins or ends where the sound is. */
export function moveEnd(asked: AskedSegments, which: "start" | "end"): void {
  const { chosen, player, said } = asked.model;
  const one = chosen.peek();
  const moved = one && { ...one, [which]: rounded(player.at.peek()) };
  if (!moved) said.value = "Choose a segment first.";
  else if (moved.start >= moved.end) said.value = `It would end before it begins: go to another place first.`;
  else replace(asked, one, moved);
}

/** Chosen, it is what is played, again and again. */
export function choose(asked: AskedSegments, one: Span): void {
  const { player, chosen, said } = asked.model;
  const again = chosen.peek() !== null && same(chosen.peek()!, one);
  chosen.value = again ? null : one;
  player.repeat(again ? null : { start: one.start, end: one.end });
  said.value = again ? "" : `${one.label}: ${told(one)}`;
}

/** The segment after the chosen one, or before it; with none chosen, after or before where the sound is. */
export function chooseBeside(asked: AskedSegments, by: 1 | -1): void {
  const all = inOrder(asked);
  const one = asked.model.chosen.peek();
  const at = asked.model.player.at.peek();
  const before = all.findLastIndex(({ start }) => start < at);
  const next = one ? all.findIndex((other) => same(other, one)) + by : by > 0 ? before + 1 : before;
  const found = all.at(next % all.length);
  if (found && !(one && same(found, one))) choose(asked, found);
}

/** A segment is deleted; a ghost cannot be, it is not in the answer. */
export function drop(asked: AskedSegments, one: Span): void {
  if (!has(partsOf(asked), one)) return;
  asked.change(without(partsOf(asked), one));
  asked.model.chosen.value = null;
  asked.model.player.repeat(null);
  asked.model.said.value = `${told(one)} is not ${one.label} any more.`;
}
