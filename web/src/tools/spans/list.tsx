/** What stands in the rail beside a text: the labels with their keys, and rows for what is marked. */

import "./list.css";
import { Icon } from "../../ui/icons";
import type { Binding } from "../tool";
import { tint } from "./marks";

/** Labels beyond these are chosen with the mouse, or with Tab. */
const MOST_KEYS = 9;

export const labelKeys = (labels: readonly string[], choose: (label: string) => void): Binding[] =>
  labels.slice(0, MOST_KEYS).map((label, i) => ({
    name: `label ${i + 1}`,
    keys: [String(i + 1)],
    label: `Label: ${label}`,
    run: () => choose(label),
  }));

interface LabelButtonsProps {
  labels: readonly string[];
  pressed: string | null;
  locked: boolean;
  keyOf: (binding: string) => string | null;
  choose: (label: string) => void;
}

export const LabelButtons = ({ labels, pressed, locked, keyOf, choose }: LabelButtonsProps) => (
  <div class="labels" role="group" aria-label="Labels">
    {labels.map((label, i) => (
      <button
        key={label}
        class={`label-button ${tint(labels, label)}`}
        aria-pressed={label === pressed}
        disabled={locked}
        onClick={() => choose(label)}
      >
        {keyOf(`label ${i + 1}`) && <kbd>{keyOf(`label ${i + 1}`)}</kbd>}
        <span dir="auto">{label}</span>
      </button>
    ))}
  </div>
);

interface PartRowProps {
  words: string;
  note: string;
  look: string; // its tint
  ghost: boolean;
  chosen: boolean;
  choose: () => void;
  drop: (() => void) | null;
  keep: (() => void) | null; // a suggestion becomes part of the answer
  keyOf: (binding: string) => string | null;
}

export const PartRow = ({ words, note, look, ghost, chosen, choose, drop, keep, keyOf }: PartRowProps) => (
  <li class={`part ${look} ${ghost ? "ghost" : ""} ${chosen ? "current" : ""}`}>
    <button class="part-name" aria-pressed={chosen} onClick={choose}>
      <span dir="auto">{words}</span>
      <small dir="auto">
        {note}
        {ghost && ", suggested"}
      </small>
    </button>
    <span class="part-keys">
      {keep && (
        <button class="button plain small" onClick={keep}>
          {chosen && <kbd>{keyOf("keep")}</kbd>} Keep<span class="visually-hidden"> “{words}”</span>
        </button>
      )}
      {drop && (
        <button class="button plain small" aria-label={`Delete the mark on “${words}”`} onClick={drop}>
          {chosen ? <kbd>Del</kbd> : <Icon name="close" size={14} />}
        </button>
      )}
    </span>
  </li>
);
