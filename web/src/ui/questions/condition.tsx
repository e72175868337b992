/** When a question is asked: always, or only after some answers to those before it, all of which must hold. */

import { answersOf } from "../../core/editor";
import { titleOf, type Question } from "../../core/questions";
import { Icon } from "../icons";
import { ChoiceField } from "../parts";

type When = Record<string, unknown>;

interface ConditionProps {
  question: Question;
  before: readonly Question[];
  change: (when: When | undefined) => void;
}

/** A condition begins with one answer: with none the question would never be asked. */
const firstOf = (one: Question): unknown[] => answersOf(one).slice(0, 1);

export function Condition({ question, before, change }: ConditionProps) {
  const conditions = Object.entries(question.when ?? {});
  const possible = before.filter((one) => answersOf(one).length > 0);
  if (conditions.some(([name]) => !possible.some((one) => one.name === name)))
    return <p class="small second">When it is asked is written as code.</p>;
  if (possible.length === 0) return null;
  const free = possible.filter(({ name }) => !(name in (question.when ?? {})));
  const put = (at: number, parts: [string, unknown][]) => {
    const next = conditions.toSpliced(at, 1, ...parts);
    change(next.length ? Object.fromEntries(next) : undefined);
  };
  const add = (name: string) => {
    const one = free.find((other) => other.name === name);
    if (one) change({ ...question.when, [name]: firstOf(one) });
  };
  return (
    <div class="stack tight">
      {conditions.map(([name, wanted], at) => (
        <Part
          key={name}
          words={at === 0 ? "Asked" : "and"}
          on={possible.find((one) => one.name === name) as Question}
          wanted={wanted}
          others={free}
          put={(parts) => put(at, parts)}
        />
      ))}
      {free.length > 0 && (
        <ChoiceField
          label={conditions.length ? "and" : "Asked"}
          value=""
          options={[["", conditions.length ? "nothing more" : "always"], ...options(free)]}
          change={add}
        />
      )}
    </div>
  );
}

const options = (possible: readonly Question[]) =>
  possible.map((one) => [one.name, `only if “${titleOf(one)}” is …`] as const);

interface PartProps {
  words: string;
  on: Question;
  wanted: unknown;
  others: readonly Question[];
  put: (parts: [string, unknown][]) => void;
}

/** One part: an answer to one question before. */
function Part({ words, on, wanted, others, put }: PartProps) {
  const chosen = [wanted].flat();
  const toggle = (answer: unknown) =>
    put([[on.name, answersOf(on).filter((one) => chosen.includes(one) !== (one === answer))]]);
  const turn = (name: string) => {
    const other = others.find((one) => one.name === name);
    if (other) put([[name, firstOf(other)]]);
  };
  return (
    <>
      <div class="row check-row">
        <ChoiceField label={words} value={on.name} options={options([on, ...others])} change={turn} />
        <button
          type="button"
          class="button plain small square"
          aria-label={`Take out the condition on ${titleOf(on)}`}
          onClick={() => put([])}
        >
          <Icon name="close" size={14} />
        </button>
      </div>
      <div class="row" role="group" aria-label={`Answers to ${titleOf(on)}`}>
        {answersOf(on).map((answer) => (
          <label class="check" key={String(answer)}>
            <input type="checkbox" checked={chosen.includes(answer)} onChange={() => toggle(answer)} /> {String(answer)}
          </label>
        ))}
      </div>
    </>
  );
}
