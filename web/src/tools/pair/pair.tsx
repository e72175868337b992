/** Two things beside one another: are they the same? */

import "./pair.css";
import { Content, Half } from "../../ui/content";
import { Choices } from "../choices";
import type { Asked, Binding, Tool } from "../tool";
import { halves } from "./halves";

type Props = Asked<string, null>;

/** As core/tasks/classes.py of the server names them. */
const ANSWERS = [
  ["same", "The same"],
  ["different", "Different"],
  ["unclear", "Cannot be told"],
] as const;

const keys = ({ change }: Props): Binding[] =>
  ANSWERS.map(([name, label]) => ({ name, keys: [], label, run: () => change(name) }));

const Rail = ({ question, value, ghost, locked, active, change, keyOf }: Props) => (
  <Choices
    legend={question.ask ?? "Are these two the same?"}
    group={question.name}
    options={ANSWERS.map(([name, words]) => ({ name, words, key: keyOf(name) }))}
    chosen={[value ?? []].flat()}
    ghost={[ghost ?? []].flat()}
    choose={change}
    {...{ locked, active }}
  />
);

function Stage({ item }: Props) {
  const two = halves(item.text);
  if (!two) return <Content item={item} />;
  return (
    <div class="pair">
      <section aria-label="Left">
        <Half value={two.left} />
      </section>
      <section aria-label="Right">
        <Half value={two.right} />
      </section>
    </div>
  );
}

export const PAIR: Tool<string> = {
  blank: () => undefined,
  model: () => null,
  missing: () => null,
  say: (value) => ANSWERS.find(([name]) => name === value)?.[1].toLowerCase() ?? value,
  keys,
  decides: () => true,
  Rail,
  Stage,
};
