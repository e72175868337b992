/** All options in order, the best first: each gets the next place by its key, and is moved by buttons. */

import { signal, type Signal } from "@preact/signals";
import { titleOf } from "../../core/questions";
import { Icon } from "../../ui/icons";
import type { Asked, Binding, Question, Tool } from "../tool";
import { placed, shifted } from "./order";
import { Suggested } from "./entry";

interface Picking {
  picked: Signal<string | null>; // the placed option that keys move
}

type Props = Asked<string[], Picking>;

const optionsOf = (question: Question): string[] => question["options"] as string[];

/** The key of an option gives it the next place, or picks it up where it has one. */
function take({ question, value = [], model, change }: Props, name: string): void {
  model.picked.value = name;
  if (!value.includes(name)) change(placed(value, name, optionsOf(question)));
}

function shift({ value = [], model, change }: Props, by: 1 | -1): void {
  const name = model.picked.value;
  if (name !== null) change(shifted(value, name, by));
}

const keys = (asked: Props): Binding[] => [
  ...optionsOf(asked.question).map((name) => ({
    name: `is ${name}`,
    keys: [],
    label: name,
    run: () => take(asked, name),
  })),
  { name: "up", keys: ["arrowup"], label: "One place up", run: () => shift(asked, -1) },
  { name: "down", keys: ["arrowdown"], label: "One place down", run: () => shift(asked, 1) },
];

function Rail(asked: Props) {
  const { question, value = [], ghost, locked, active, model, change, keyOf } = asked;
  const open = optionsOf(question).filter((name) => !value.includes(name));
  const key = (name: string) => active && <kbd>{keyOf(`is ${name}`) ?? "–"}</kbd>;
  return (
    <div class="stack tight" role="group" aria-label={titleOf(question)}>
      <ol class="plain ranking" aria-label="In order, the best first">
        {value.map((name, i) => (
          <li key={name} class={`ranked ${active && model.picked.value === name ? "picked" : ""}`}>
            <span class="rank">{i + 1}</span>
            {key(name)}
            <span class="ranked-name" dir="auto">
              {name}
            </span>
            <Move name={name} up disabled={locked || i === 0} run={() => change(shifted(value, name, -1))} />
            <Move name={name} disabled={locked || i === value.length - 1} run={() => change(shifted(value, name, 1))} />
          </li>
        ))}
      </ol>
      {open.length > 0 && <p class="small second">{value.length ? "Which comes next?" : "Which is the best?"}</p>}
      {open.map((name) => (
        <button key={name} class="button ranking-open" disabled={locked} onClick={() => take(asked, name)}>
          {key(name)} <span dir="auto">{name}</span>
        </button>
      ))}
      {value.length > 0 && !locked && (
        <button class="link small ranking-afresh" onClick={() => change(undefined)}>
          Begin again
        </button>
      )}
      <Suggested words={ghost?.join(", ")} />
    </div>
  );
}

interface MoveProps {
  name: string;
  up?: boolean;
  disabled: boolean;
  run: () => void;
}

const Move = ({ name, up, disabled, run }: MoveProps) => (
  <button
    class={`button plain small square ${up ? "turned" : ""}`}
    aria-label={`${name} one place ${up ? "up" : "down"}`}
    disabled={disabled}
    onClick={run}
  >
    <Icon name="down" size={16} />
  </button>
);

export const RANKING: Tool<string[], Picking> = {
  blank: () => undefined,
  model: () => ({ picked: signal<string | null>(null) }),
  missing: (value, question) => {
    const left = optionsOf(question).filter((name) => !value.includes(name));
    return left.length ? `Give a place to ${left.join(", ")}.` : null;
  },
  say: (value) => value.map((name, i) => `${i + 1}. ${name}`).join(", "),
  keys,
  Rail,
};
