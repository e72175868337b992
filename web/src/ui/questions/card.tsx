/** One question of a schema in the making. */

import { KINDS, retyped, withPart } from "../../core/editor";
import type { Question } from "../../core/questions";
import { TYPES } from "../../tools";
import { Icon } from "../icons";
import { ChoiceField, TextField } from "../parts";
import { Condition } from "./condition";
import { PartField } from "./parts";

interface CardProps {
  question: Question;
  before: readonly Question[];
  place: { at: number; last: number };
  change: (question: Question) => void;
  shift: (by: 1 | -1) => void;
  remove: () => void;
}

export function QuestionCard({ question, before, place, change, shift, remove }: CardProps) {
  const { name, type, ask, optional } = question;
  const types = TYPES.includes(type) ? TYPES : [...TYPES, type];
  return (
    <fieldset class="card stack question-card">
      <legend class="visually-hidden">Question {place.at + 1}</legend>
      <div class="row between">
        <h3>Question {place.at + 1}</h3>
        <div class="row">
          <Button words="Move up" icon="down" turned disabled={place.at === 0} run={() => shift(-1)} />
          <Button words="Move down" icon="down" disabled={place.at === place.last} run={() => shift(1)} />
          <Button words="Take out" icon="close" disabled={place.last === 0} run={remove} />
        </div>
      </div>
      <div class="grid">
        <TextField
          label="What is asked"
          hint="In words; the name stands there without."
          maxLength={500}
          value={ask ?? ""}
          change={(words) => change({ ...question, ask: words })}
        />
        <ChoiceField
          label="Kind of answer"
          value={type}
          options={types.map((one) => [one, KINDS[one]?.words ?? one] as const)}
          change={(next) => change(retyped(question, next))}
        />
        <TextField
          label="Name in the data"
          required
          maxLength={200}
          value={name}
          change={(next) => change({ ...question, name: next })}
        />
      </div>
      {(KINDS[type]?.parts ?? []).map((part) => (
        <PartField
          key={part.key}
          part={part}
          question={question}
          change={(value) => change(withPart(question, part.key, value))}
        />
      ))}
      <label class="check">
        <input
          type="checkbox"
          checked={optional === true}
          onChange={(event) => change({ ...question, optional: event.currentTarget.checked })}
        />{" "}
        It may be left out
      </label>
      <Condition question={question} before={before} change={(when) => change({ ...question, when })} />
    </fieldset>
  );
}

interface ButtonProps {
  words: string;
  icon: "down" | "close";
  turned?: boolean;
  disabled: boolean;
  run: () => void;
}

const Button = ({ words, icon, turned, disabled, run }: ButtonProps) => (
  <button
    type="button"
    class={`button plain small square ${turned ? "turned" : ""}`}
    aria-label={words}
    title={words}
    disabled={disabled}
    onClick={run}
  >
    <Icon name={icon} size={16} />
  </button>
);
