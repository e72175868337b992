/** The tool for `transcript`: what is said, or written, above; what one writes below it. */

import "./transcript.css";
import { signal, type Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { withAlt } from "../alt";
import type { Asked, Binding, Tool } from "../tool";
import { Compared } from "./compared";
import { Player } from "./player";
import { clock } from "./sound";
import { Waveform } from "./waveform";
import { doubtful, type Heard } from "./words";

interface TranscriptModel {
  player: Player;
  field: Signal<HTMLTextAreaElement | null>;
}

type AskedTranscript = Asked<string, TranscriptModel> & {
  words?: readonly Heard[]; // of the suggestion, with how sure the machine is of each
};

function Stage(asked: AskedTranscript) {
  const { item, model } = asked;
  const audio = item.media === "audio";
  useEffect(() => {
    if (audio) model.player.open(item.media_url ?? "");
    return () => model.player.close();
  }, [item.id, model]);
  return (
    <div class="transcript">
      {audio ? (
        <Sound player={model.player} />
      ) : item.media === "image" ? (
        <img class="transcript-image" src={item.media_url ?? ""} alt="What is to be written down" />
      ) : (
        <p class="words" dir="auto">
          {item.text}
        </p>
      )}
      <Writing {...asked} />
    </div>
  );
}

function Sound({ player }: { player: Player }) {
  const buttons = [
    { name: player.playing.value ? "Pause" : "Play", keys: "Ctrl Space", run: () => player.toggle() },
    { name: "Back 2 s", keys: "Alt ←", run: () => player.step(-1) },
    { name: "On 2 s", keys: "Alt →", run: () => player.step(1) },
    { name: LOOP[loopState(player)], keys: "Alt L", run: () => player.mark() },
    { name: "Slower", keys: "Alt −", run: () => player.faster(-1) },
    { name: "Faster", keys: "Alt +", run: () => player.faster(1) },
  ];
  return (
    <div class="stack tight">
      <Waveform player={player} />
      <div class="row transcript-buttons">
        {buttons.map(({ name, keys, run }) => (
          <button key={keys} class="button small" onClick={run}>
            <kbd>{keys}</kbd> {name}
          </button>
        ))}
        <span class="number small">
          {clock(player.at.value)} / {clock(player.length.value)} · {player.speed.value}×
        </span>
      </div>
      <p class="small second transcript-told" role="status">
        {player.problem.value || player.told()}
      </p>
    </div>
  );
}

const LOOP = { none: "Loop from here", begun: "Loop to here", set: "Stop the loop" };

const loopState = ({ loop }: Player): keyof typeof LOOP =>
  loop.value === null ? "none" : loop.value.end === null ? "begun" : "set";

/** The text field; behind it the same text once more, whose doubtful words are underlined. */
function Writing(asked: AskedTranscript) {
  const { value, locked, active, model, change } = asked;
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    model.field.value = field.current;
    if (active && !locked) field.current?.focus({ preventScroll: true });
  }, [active, locked, model]);
  const text = value ?? "";
  return (
    <div class="writing" dir="auto">
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

function underlined(text: string, heard: readonly Heard[]) {
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

function take({ ghost, locked, change }: AskedTranscript): void {
  if (ghost !== undefined && !locked) change(ghost);
}

/** Selects the next doubtful word, so that one may type over it. */
function nextDoubt({ value, words, model }: AskedTranscript): void {
  const field = model.field.peek();
  const found = doubtful(value ?? "", words ?? []);
  const next = found.find(({ start }) => start >= (field?.selectionEnd ?? 0)) ?? found[0];
  if (!field || !next) return;
  field.focus();
  field.setSelectionRange(next.start, next.end);
}

function Rail(asked: AskedTranscript) {
  const { ghost, value, locked, words = [], keyOf } = asked;
  const doubts = doubtful(value ?? "", words).length;
  return (
    <div class="stack tight">
      {ghost !== undefined && (
        <section class="suggested" aria-label="Suggestion">
          {value === undefined ? (
            <p dir="auto">{underlined(ghost, words).length ? underlined(ghost, words) : ghost}</p>
          ) : (
            <Compared
              answers={[
                { name: "Suggestion", value: ghost },
                { name: "Your text", value },
              ]}
            />
          )}
          <button
            class="button small"
            disabled={locked}
            onClick={() => (take(asked), asked.model.field.peek()?.focus())}
          >
            <kbd>Alt ↓</kbd> Take the suggestion over
          </button>
        </section>
      )}
      {doubts > 0 && (
        <button class="button small" onClick={() => nextDoubt(asked)}>
          <kbd>Alt W</kbd> Next doubtful word ({doubts})
        </button>
      )}
      {value === undefined && !locked && (
        <button class="button small" onClick={() => asked.change("")}>
          <kbd>{keyOf("nothing")}</kbd> There is nothing to write down
        </button>
      )}
      {value === "" && <p class="small second">Your answer: there is nothing to write down.</p>}
      <p class="small quiet">
        <kbd>Esc</kbd> leaves the text field, <kbd>{keyOf("write")}</kbd> comes back.
      </p>
    </div>
  );
}

function keys(asked: AskedTranscript): Binding[] {
  const { item, model, change } = asked;
  const { player, field } = model;
  return [
    { name: "write", keys: ["w"], label: "Write", run: () => field.peek()?.focus() },
    { name: "take", keys: ["k"], label: "Take the suggestion over", run: () => take(asked) },
    { name: "nothing", keys: ["0"], label: "There is nothing to write down", run: () => change("") },
    ...(item.media === "audio"
      ? [
          { name: "play", keys: [" "], label: "Play or pause", run: () => player.toggle() },
          { name: "back", keys: [","], label: "Back 2 seconds", run: () => player.step(-1) },
          { name: "on", keys: ["."], label: "On 2 seconds", run: () => player.step(1) },
          { name: "loop", keys: ["l"], label: "Loop from here, to here, no more", run: () => player.mark() },
          { name: "slower", keys: ["-"], label: "Slower", run: () => player.faster(-1) },
          { name: "faster", keys: ["="], label: "Faster", run: () => player.faster(1) },
        ]
      : []),
  ];
}

const LONG = 60;

export const TRANSCRIPT: Tool<string, TranscriptModel> = {
  blank: () => undefined, // "" is an answer, too: nothing is said
  model: () => ({ player: new Player(), field: signal(null) }),
  missing: () => null,
  say: (value) => (value.length > LONG ? `${[...value].slice(0, LONG).join("")} …` : value || "nothing to write down"),
  keys,
  Rail,
  Stage,
};
