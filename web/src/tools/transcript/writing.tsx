/** Where a transcript is written, and what one can do while one types. */

import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { withAlt } from "../alt";
import type { Asked } from "../tool";
import type { Player } from "../sound/player";
import { doubtful, type Heard } from "./words";

export interface TranscriptModel {
  player: Player;
  field: Signal<HTMLTextAreaElement | null>;
}

export type AskedTranscript = Asked<string, TranscriptModel> & {
  words?: readonly Heard[]; // of the suggestion, with how sure the machine is of each
};

/** The text field; behind it the same text once more, whose doubtful words are underlined. */
export function Writing(asked: AskedTranscript) {
  const { value, locked, active, model, change } = asked;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    model.field.value = field.current;
    if (active && !locked) field.current?.focus({ preventScroll: true });
  }, [active, locked, model]);
  const text = value ?? "";
  return (
    <div class="writing">
      <div class="writing-behind" aria-hidden="true" dir="auto">
        {underlined(text, asked.words ?? [])}
        {"\u200b"}
      </div>
      <textarea
        ref={field}
        class="input"
        dir="auto"
        aria-label="What is said or written"
        value={text}
        readOnly={locked}
        onInput={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => typing(asked, event)}
      />
    </div>
  );
}

export function underlined(text: string, heard: readonly Heard[]) {
  const found = doubtful(text, heard);
  return found.map(({ text: word, start, end }, i) => (
    <>
      {text.slice(found[i - 1]?.end ?? 0, start)}
      <u>{word}</u>
      {i === found.length - 1 && text.slice(end)}
    </>
  ));
}

/** While one types, letters are letters: what is done besides has Alt or Ctrl with it. */
function typing(asked: AskedTranscript, event: KeyboardEvent): void {
  const run = runOf(asked, event);
  if (!run) return;
  run();
  event.preventDefault();
  event.stopPropagation();
}

function runOf(asked: AskedTranscript, event: KeyboardEvent): (() => void) | undefined {
  const { player, field } = asked.model;
  if (event.ctrlKey && event.key === " ") return () => player.toggle();
  if (event.key === "Escape") return () => field.peek()?.blur();
  const press = withAlt(event);
  const runs: Record<string, () => void> = {
    arrowleft: () => player.step(-1),
    arrowright: () => player.step(1),
    arrowdown: () => take(asked),
    l: () => player.mark(),
    "-": () => player.faster(-1),
    "=": () => player.faster(1),
    "+": () => player.faster(1),
    w: () => nextDoubt(asked),
  };
  return press ? runs[press] : undefined;
}

export function take({ ghost, locked, change }: AskedTranscript): void {
  if (ghost !== undefined && !locked) change(ghost);
}

/** Selects the next doubtful word, so that one may type over it. */
export function nextDoubt({ value, words, model }: AskedTranscript): void {
  const field = model.field.peek();
  const found = doubtful(value ?? "", words ?? []);
  const next = found.find(({ start }) => start >= (field?.selectionEnd ?? 0)) ?? found[0];
  if (!field || !next) return;
  field.focus();
  field.setSelectionRange(next.start, next.end);
}
