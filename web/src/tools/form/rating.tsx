/** A rating: one of a few whole numbers, from 1 on. */

import { Choices } from "../choices";
import { titleOf } from "../../core/questions";
import type { Asked, Binding, Question, Tool } from "../tool";

type Props = Asked<number, null>;

const USUAL = 5;
const DIGITS = 9;

/** The numbers from 1 to the highest. */
export const steps = ({ most }: Question): number[] =>
  Array.from({ length: (most as number | undefined) ?? USUAL }, (_, i) => i + 1);

/** Each number is its own key, so none is printed beside it. */
const keys = ({ question, change }: Props): Binding[] =>
  steps(question)
    .slice(0, DIGITS)
    .map((step) => ({ name: String(step), keys: [String(step)], label: String(step), run: () => change(step) }));

const Rail = ({ question, value, ghost, locked, change }: Props) => (
  <div class="rating">
    <Choices
      legend={titleOf(question)}
      group={question.name}
      options={steps(question).map((step) => ({ name: String(step), key: null }))}
      chosen={value === undefined ? [] : [String(value)]}
      ghost={ghost === undefined ? [] : [String(ghost)]}
      choose={(name) => change(Number(name))}
      active={false}
      locked={locked}
    />
  </div>
);

export const RATING: Tool<number> = {
  blank: () => undefined,
  model: () => null,
  missing: (value, question) =>
    steps(question).includes(value) ? null : `It must be a whole number from 1 to ${steps(question).length}.`,
  say: (value, question) => `${value} of ${steps(question).length}`,
  keys,
  decides: () => true,
  Rail,
};
