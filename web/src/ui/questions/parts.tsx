/** The parts of a question that only its type has, each in a field of its own kind. */

import type { Part } from "../../core/editor";
import type { Question } from "../../core/questions";
import { Icon } from "../icons";
import { ChoiceField, Field } from "../parts";
import { NameList } from "../schema";
import { Checks } from "./checks";

interface PartProps {
  part: Part;
  question: Question;
  change: (value: unknown) => void;
}

export function PartField({ part, question, change }: PartProps) {
  const value = question[part.key];
  switch (part.field) {
    case "names":
      return <NameList names={Array.isArray(value) ? value : []} one={part.one} many={part.words} change={change} />;
    case "flag":
      return (
        <label class="check">
          <input
            type="checkbox"
            checked={(value as boolean | undefined) ?? part.usual}
            onChange={(event) => change(event.currentTarget.checked)}
          />{" "}
          {part.words}
        </label>
      );
    case "number":
      return (
        <Field label={part.words} hint={part.hint}>
          {(ids) => (
            <input
              {...ids}
              class="input short-number"
              type="number"
              step="any"
              value={value === undefined ? "" : String(value)}
              onInput={({ currentTarget: { value: typed } }) => change(typed === "" ? undefined : Number(typed))}
            />
          )}
        </Field>
      );
    case "one of":
      return (
        <ChoiceField
          label={part.words}
          value={(value as string | undefined) ?? part.options?.[0]?.[0] ?? ""}
          options={part.options ?? []}
          change={change}
        />
      );
    case "parents":
      return <Parents part={part} question={question} change={change} />;
    case "fields":
      return <Columns part={part} question={question} change={change} />;
    case "checks":
      return <Checks question={question} words={part.words} change={change} />;
  }
}

/** Under which class each stands. */
function Parents({ part, question, change }: PartProps) {
  const { classes } = question;
  const parents = (question[part.key] as Record<string, string> | undefined) ?? {};
  const put = (name: string, parent: string) => {
    const { [name]: _, ...others } = parents;
    change(parent ? { ...others, [name]: parent } : others);
  };
  if (!Array.isArray(classes) || classes.length < 2) return null;
  return (
    <details open={Object.keys(parents).length > 0}>
      <summary>{part.words}</summary>
      <div class="grid parents">
        {classes.map((name) => (
          <ChoiceField
            key={name}
            label={name}
            value={parents[name] ?? ""}
            options={[
              ["", "at the top"],
              ...classes.filter((one) => one !== name).map((one) => [one, `below ${one}`] as const),
            ]}
            change={(parent) => put(name, parent)}
          />
        ))}
      </div>
    </details>
  );
}

interface Column {
  name: string;
  kind?: string;
  required?: boolean;
}

const SORTS = [
  ["text", "text"],
  ["date", "date"],
  ["amount", "amount of money"],
  ["number", "number"],
] as const;

/** The fields of a document, or the columns of its lines. */
function Columns({ part, question, change }: PartProps) {
  const value = question[part.key];
  const columns: Column[] = Array.isArray(value) ? value : [];
  const put = (name: string, to: Column) => change(columns.map((one) => (one.name === name ? to : one)));
  return (
    <div class="stack tight">
      <p class="label">{part.words}</p>
      {columns.map((one) => (
        <div class="row" key={one.name} role="group" aria-label={one.name}>
          <strong dir="auto">{one.name}</strong>
          <select
            class="input column-kind"
            aria-label={`Kind of ${one.name}`}
            value={one.kind ?? "text"}
            onChange={(event) => put(one.name, { ...one, kind: event.currentTarget.value })}
          >
            {SORTS.map(([kind, words]) => (
              <option value={kind}>{words}</option>
            ))}
          </select>
          {part.key === "fields" && (
            <label class="check">
              <input
                type="checkbox"
                checked={one.required === true}
                onChange={(event) => put(one.name, { ...one, required: event.currentTarget.checked })}
              />{" "}
              must be there
            </label>
          )}
          <button
            type="button"
            class="button plain small square"
            aria-label={`Take out ${one.name}`}
            onClick={() => change(columns.filter((other) => other !== one))}
          >
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
      <NameList
        names={[]}
        one={part.key === "fields" ? "field" : "column"}
        many={part.words}
        change={(names) =>
          change([
            ...columns,
            ...names.filter((name) => !columns.some((one) => one.name === name)).map((name) => ({ name })),
          ])
        }
      />
    </div>
  );
}
