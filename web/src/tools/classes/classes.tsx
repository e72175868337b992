/** Which class is it? Or which classes: any number of them. Classes may stand below others. */

import { signal, type Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { typeAhead } from "../../core/keys";
import { Choices } from "../choices";
import type { Asked, Binding, Question, Tool } from "../tool";
import { outline, type Branch, type Parents } from "./tree";

export type Chosen = string | string[]; // a list where there may be several

export interface Finding {
  typed: Signal<string | null>; // null: nobody is looking for a class
}

type Props = Asked<Chosen, Finding>;

const NONE = "none of them";
const FEW = 9; // classes one sees at a glance

const listOf = (value: Chosen | undefined): string[] => (value === undefined ? [] : [value].flat());
const isMany = (question: Question): boolean => question["multiple"] === true;
const classesOf = (question: Question): string[] => question["classes"] as string[];
const branches = (question: Question): Branch[] =>
  outline(classesOf(question), question["parents"] as Parents | undefined);

/** The answer after a class was chosen; one of several is taken out again by choosing it again. */
export function chosen(value: Chosen | undefined, name: string, question: Question): Chosen {
  if (!isMany(question)) return name;
  const before = listOf(value);
  return classesOf(question).filter((one) => before.includes(one) !== (one === name));
}

function keys({ question, value, model, change }: Props): Binding[] {
  const choices = branches(question).map(({ name }) => ({
    name: `is ${name}`,
    keys: [],
    label: name,
    run: () => change(chosen(value, name, question)),
  }));
  const find = { name: "find", keys: ["/"], label: "Find a class", run: () => void (model.typed.value = "") };
  const none = { name: "none", keys: ["0"], label: "None of them", run: () => change([]) };
  return [...choices, ...(isMany(question) ? [none] : []), find];
}

function missing(value: Chosen, question: Question): string | null {
  const gone = listOf(value).find((name) => !classesOf(question).includes(name));
  return gone === undefined ? null : `“${gone}” is no class any more: choose another.`;
}

function Rail(asked: Props) {
  const { question, value, ghost, locked, active, model, change, keyOf } = asked;
  const typed = model.typed.value;
  const all = branches(question);
  const shown = typed === null ? all : fitting(all, typed);
  const choose = (name: string) => {
    if (!isMany(question)) model.typed.value = null;
    change(chosen(value, name, question));
  };
  return (
    <>
      {typed !== null && (
        <Find model={model} pick={() => shown[0] && choose(shown[0].name)} close={() => (model.typed.value = null)} />
      )}
      <Choices
        legend={question.ask ?? (isMany(question) ? "Which classes are there?" : "Which class is it?")}
        group={question.name}
        options={shown.map(({ name, depth, path }) => ({
          name,
          key: keyOf(`is ${name}`),
          ...(typed === null ? { depth } : { path }),
        }))}
        chosen={listOf(value)}
        ghost={listOf(ghost)}
        many={isMany(question)}
        dense={all.length > FEW}
        {...{ locked, active, choose }}
      />
      {shown.length === 0 && <p class="quiet">No class contains these letters.</p>}
      {isMany(question) && (
        <button
          class="button small"
          aria-pressed={Array.isArray(value) && value.length === 0}
          disabled={locked}
          onClick={() => change([])}
        >
          {active && <kbd>{keyOf("none")}</kbd>} None of them
        </button>
      )}
      {all.length > FEW && !locked && typed === null && (
        <button class="button small" onClick={() => (model.typed.value = "")}>
          {active && <kbd>{keyOf("find")}</kbd>} Find a class
        </button>
      )}
    </>
  );
}

const fitting = (all: readonly Branch[], typed: string): Branch[] =>
  typeAhead(
    all.map(({ name }) => name),
    typed,
  ).map((name) => all.find((one) => one.name === name) as Branch);

function Find({ model, pick, close }: { model: Finding; pick: () => void; close: () => void }) {
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []); // before the next key, or a fast typist's letters would act
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") pick();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={ref}
      class="input"
      aria-label="Find a class"
      placeholder="Type a class, Enter takes the first"
      value={model.typed.value ?? ""}
      onInput={(event) => (model.typed.value = event.currentTarget.value)}
      onKeyDown={press}
    />
  );
}

export const CLASSES: Tool<Chosen, Finding> = {
  blank: () => undefined,
  model: () => ({ typed: signal<string | null>(null) }),
  missing,
  say: (value) => listOf(value).join(", ") || NONE,
  keys,
  decides: (question) => !isMany(question),
  Rail,
};
