/** The tool for `transcript`: what is said, or written, above; what one writes below it. */

import "./transcript.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Binding, Tool } from "../tool";
import { Compared } from "./compared";
import { Player } from "./player";
import { clock } from "./sound";
import { Waveform } from "./waveform";
import { doubtful } from "./words";
import { nextDoubt, take, underlined, Writing, type AskedTranscript, type TranscriptModel } from "./writing";

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
  const { item, model, locked, change } = asked;
  const { player, field } = model;
  return [
    { name: "write", keys: ["w"], label: "Write", run: () => field.peek()?.focus() },
    { name: "take", keys: ["k"], label: "Take the suggestion over", run: () => take(asked) },
    { name: "nothing", keys: ["0"], label: "There is nothing to write down", run: () => locked || change("") },
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
  typed: true,
  blank: () => undefined, // "" is an answer, too: nothing is said
  model: () => ({ player: new Player(), field: signal(null) }),
  missing: () => null,
  say: (value) => (value.length > LONG ? `${[...value].slice(0, LONG).join("")} …` : value || "nothing to write down"),
  keys,
  Rail,
  Stage,
};
