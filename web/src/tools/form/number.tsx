/** A number, typed. */

import { signal, type Signal } from "@preact/signals";
import type { Asked, Tool } from "../tool";
import { Entry } from "./entry";
import { numberOf, outside, range } from "./numbers";

interface Typing {
  typed: Signal<string>; // as it was typed: "1e" is on its way to a number
}

function Rail({ question, value, ghost, locked, model, change }: Asked<number, Typing>) {
  const { typed } = model;
  const shown = numberOf(typed.value) === value ? typed.value : String(value ?? "");
  const none = shown.trim() ? "This is no number." : null;
  return (
    <Entry
      question={question}
      hint={range(question)}
      fault={value === undefined ? none : outside(value, question)}
      ghost={ghost === undefined ? undefined : String(ghost)}
    >
      {(names) => (
        <input
          {...names}
          class="input"
          inputMode="decimal"
          autocomplete="off"
          disabled={locked}
          value={shown}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            change(numberOf(typed.value));
          }}
        />
      )}
    </Entry>
  );
}

export const NUMBER: Tool<number, Typing> = {
  blank: () => undefined,
  model: () => ({ typed: signal("") }),
  missing: outside,
  say: String,
  keys: () => [],
  typed: true,
  Rail,
};
