/** What should hold of the fields of a document together: a sum, the check digits of a card or of an account. */

import { useState } from "preact/hooks";
import { checkOf, fieldNames, ruleOf, RULES, type Check, type Rule } from "../../core/editor";
import type { Question } from "../../core/questions";
import { Icon } from "../icons";
import { ChoiceField, Field } from "../parts";

interface ChecksProps {
  question: Question;
  words: string;
  change: (checks: Check[]) => void;
}

export function Checks({ question, words, change }: ChecksProps) {
  const [rule, choose] = useState<Rule>("sum");
  const names = fieldNames(question);
  const checks = (question["checks"] as Check[] | undefined) ?? [];
  const fresh = checkOf(rule, names);
  if (!names.length && !checks.length) return null;
  return (
    <div class="stack">
      <p class="label">{words}</p>
      <p class="small second">A field that fails is shown as doubtful, never refused: the paper may be wrong itself.</p>
      {checks.map((one, at) => (
        <div class="row check-row" key={at} role="group" aria-label={`Check ${at + 1}`}>
          <One check={one} names={names} put={(next) => change(checks.toSpliced(at, 1, next))} />
          <button
            type="button"
            class="button plain small square"
            aria-label={`Take out check ${at + 1}`}
            onClick={() => change(checks.toSpliced(at, 1))}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      <div class="inline">
        <ChoiceField label="One more check" value={rule} options={RULES} change={choose} />
        <button
          type="button"
          class="button"
          disabled={fresh === null}
          onClick={() => fresh && change([...checks, fresh])}
        >
          Add this check
        </button>
      </div>
    </div>
  );
}

interface OneProps {
  check: Check;
  names: readonly string[];
  put: (check: Check) => void;
}

function One({ check, names, put }: OneProps) {
  if ("sum" in check) {
    const toggle = (name: string) =>
      put({ ...check, sum: names.filter((one) => check.sum.includes(one) !== (one === name)) });
    return (
      <>
        <div class="row" role="group" aria-label="Added together">
          {names
            .filter((one) => one !== check.is)
            .map((name) => (
              <label class="check" key={name}>
                <input type="checkbox" checked={check.sum.includes(name)} onChange={() => toggle(name)} />{" "}
                <bdi>{name}</bdi>
              </label>
            ))}
        </div>
        <Name
          label="add up to"
          name={check.is}
          names={names}
          choose={(is) => put({ sum: check.sum.filter((one) => one !== is), is })}
        />
      </>
    );
  }
  const rule = ruleOf(check);
  const words = RULES.find(([one]) => one === rule)?.[1] ?? rule;
  const name = "luhn" in check ? check.luhn : check.iban;
  return <Name label={words} name={name} names={names} choose={(next) => put(checkOf(rule, [next]) ?? check)} />;
}

interface NameProps {
  label: string;
  name: string;
  names: readonly string[];
  choose: (name: string) => void;
}

/** A field that is there, or one that is gone: the server would refuse that, so it is named. */
const Name = ({ label, name, names, choose }: NameProps) => (
  <Field label={label}>
    {(ids) => (
      <select {...ids} class="input column-kind" value={name} onChange={(event) => choose(event.currentTarget.value)}>
        {!names.includes(name) && <option value={name}>{name} (gone)</option>}
        {names.map((one) => (
          <option value={one}>{one}</option>
        ))}
      </select>
    )}
  </Field>
);
