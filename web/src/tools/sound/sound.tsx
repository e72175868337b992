/** A sound that is played: its waveform, and the buttons below. */

import "./sound.css";
import type { ComponentChildren } from "preact";
import type { Binding } from "../tool";
import type { Player } from "./player";
import { clock } from "./times";
import { Waveform } from "./waveform";

type Doing = "play" | "back" | "on" | "loop" | "slower" | "faster";

interface SoundProps {
  player: Player;
  hints: Readonly<Record<Doing, string | null>>; // the key of each, as it is printed
  children?: ComponentChildren; // below the waveform, on its scale
}

export function Sound({ player, hints, children }: SoundProps) {
  const buttons: [Doing, string, () => void][] = [
    ["play", player.playing.value ? "Pause" : "Play", () => player.toggle()],
    ["back", "Back 2 s", () => player.step(-1)],
    ["on", "On 2 s", () => player.step(1)],
    ["loop", LOOP[loopState(player)], () => player.mark()],
    ["slower", "Slower", () => player.faster(-1)],
    ["faster", "Faster", () => player.faster(1)],
  ];
  return (
    <div class="stack tight">
      <Waveform player={player} />
      {children}
      <div class="row sound-buttons">
        {buttons.map(([name, words, run]) => (
          <button key={name} class="button small" onClick={run}>
            {hints[name] && <kbd>{hints[name]}</kbd>} {words}
          </button>
        ))}
        <span class="number small">
          {clock(player.at.value)} / {clock(player.length.value)} · {player.speed.value}×
        </span>
      </div>
      <p class="small second sound-told" role="status">
        {player.problem.value || player.told()}
      </p>
    </div>
  );
}

const LOOP = { none: "Loop from here", begun: "Loop to here", set: "Stop the loop" };

const loopState = ({ loop }: Player): keyof typeof LOOP =>
  loop.value === null ? "none" : loop.value.end === null ? "begun" : "set";

export const soundKeys = (player: Player): Binding[] => [
  { name: "play", keys: [" "], label: "Play or pause", run: () => player.toggle() },
  { name: "back", keys: [","], label: "Back 2 seconds", run: () => player.step(-1) },
  { name: "on", keys: ["."], label: "On 2 seconds", run: () => player.step(1) },
  { name: "loop", keys: ["l"], label: "Loop from here, to here, no more", run: () => player.mark() },
  { name: "slower", keys: ["-"], label: "Slower", run: () => player.faster(-1) },
  { name: "faster", keys: ["="], label: "Faster", run: () => player.faster(1) },
];
