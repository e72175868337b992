/** The tool for `transcript`: what is said, or written, above; what one writes below it. */

import "./transcript.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Binding, Tool } from "../tool";
import { Compared } from "./compared";
import { Player } from "../sound/player";
import { Sound, soundKeys } from "../sound/sound";
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
        <Sound player={model.player} hints={HINTS} />
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

/** While one types, letters are letters. */
const HINTS = { play: "Ctrl Space", back: "Alt ←", on: "Alt →", loop: "Alt L", slower: "Alt −", faster: "Alt +" };

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
    ...(item.media === "audio" ? soundKeys(player) : []),
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
