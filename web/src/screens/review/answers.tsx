/** What was said of an item: each answer and the model's in a column, each question in a row. */

import { percent } from "../../core/format";
import { asked, titleOf, type Question, type Schema } from "../../core/questions";
import { differs, type Column, type Decision } from "../../core/review";
import { sayValue } from "../../tools";
import { PartsTold } from "../../ui/told";

interface AnswersProps {
  schema: Schema;
  said: readonly Column[];
  decide: (decision: Decision) => void;
}

export function Answers({ schema, said, decide }: AnswersProps) {
  if (said.length === 0) return <p class="second">Nobody has answered yet, and no model has.</p>;
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label="Answers">
      <table class="columns">
        <thead>
          <tr>
            <td />
            {said.map(({ name, confidence }) => (
              <th scope="col">
                {name}
                {confidence !== null && <span class="small quiet"> {percent(confidence, 0)} sure</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {questionsOf(schema, said).map((question) => (
            <Row key={question.name} {...{ schema, question, said }} />
          ))}
          {said.some(({ note }) => remarks(note)) && (
            <tr>
              <th scope="row">Remarks</th>
              {said.map(({ note }) => (
                <td class="small" dir="auto">
                  {remarks(note)}
                </td>
              ))}
            </tr>
          )}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {said.map(({ name, key, take }) => (
              <td>
                {take && (
                  <button class="button small" onClick={() => decide(take)}>
                    <kbd>{key}</kbd> Take<span class="visually-hidden"> the answer of {name}</span>
                  </button>
                )}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ schema, question, said }: { schema: Schema; question: Question; said: readonly Column[] }) {
  const apart = differs(question, said);
  return (
    <tr class={apart ? "apart" : ""}>
      <th scope="row" dir="auto">
        {titleOf(question)} {apart && <span class="tag bad">differs</span>}
      </th>
      {said.map(({ value, note }) => (
        <td dir="auto">
          {value && question.name in value ? sayValue({ [question.name]: value[question.name] }, schema) : "–"}
          <PartsTold note={note} value={value} question={question} />
        </td>
      ))}
    </tr>
  );
}

/** The questions that anybody was asked. */
const questionsOf = (schema: Schema, said: readonly Column[]): Question[] =>
  schema.questions.filter((question) => said.some(({ value }) => value && asked(schema, value).includes(question)));

function remarks(note: Column["note"]): string {
  const text = (name: string, before: string) => (typeof note?.[name] === "string" ? `${before}${note[name]}` : "");
  return [
    text("skip", "Skipped: "),
    note?.["ambiguous"] === true && "Ambiguous",
    note?.["wrong"] === true && "Obviously wrong",
    text("comment", ""),
  ]
    .filter(Boolean)
    .join(". ");
}
