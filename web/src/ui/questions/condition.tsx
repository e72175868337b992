/** When a question is asked: always, or only after some answers to one before it. */

import { answersOf } from "../../core/editor";
import { titleOf, type Question } from "../../core/questions";
import { ChoiceField } from "../parts";

interface ConditionProps {
  question: Question;
  before: readonly Question[];
  change: (when: Record<string, unknown> | undefined) => void;
}

/** A condition begins with one answer: with none the question would never be asked. */
const firstOf = (possible: readonly Question[], name: string): unknown[] =>
  possible.filter((one) => one.name === name).flatMap((one) => answersOf(one).slice(0, 1));

export function Condition({ question, before, change }: ConditionProps) {
  const conditions = Object.entries(question.when ?? {});
  const possible = before.filter((one) => answersOf(one).length > 0);
  const [name, wanted] = conditions[0] ?? ["", []];
  const on = possible.find((one) => one.name === name);
  if (conditions.length > 1 || (name && !on)) return <p class="small second">When it is asked is written as code.</p>;
  if (possible.length === 0) return null;
  const chosen = [wanted].flat();
  const toggle = (answer: unknown) =>
    change({ [name]: on && answersOf(on).filter((one) => chosen.includes(one) !== (one === answer)) });
  return (
    <div class="stack tight">
      <ChoiceField
        label="Asked"
        value={name}
        options={[["", "always"], ...possible.map((one) => [one.name, `only if “${titleOf(one)}” is …`] as const)]}
        change={(next) => change(next ? { [next]: firstOf(possible, next) } : undefined)}
      />
      {on && (
        <div class="row" role="group" aria-label={`Answers to ${titleOf(on)}`}>
          {answersOf(on).map((answer) => (
            <label class="check" key={String(answer)}>
              <input type="checkbox" checked={chosen.includes(answer)} onChange={() => toggle(answer)} />{" "}
              {String(answer)}
            </label>
          ))}
        </div>
      )}
    </div>
  );
}
