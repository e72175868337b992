/** What is asked, to read: the classes with their keys, or the questions. */

import "./questions.css";
import { KINDS } from "../../core/editor";
import { plainClasses, titleOf, type Question, type Schema } from "../../core/questions";
import { usualKeys } from "../keys";

export function SchemaView({ schema }: { schema: Schema }) {
  const plain = plainClasses(schema);
  if (plain) {
    const keys = usualKeys(plain.classes);
    return (
      <ul class="plain class-list read">
        {plain.classes.map((one, i) => (
          <li key={one}>
            <kbd>{keys[i] ?? "/"}</kbd>
            <span dir="auto">{one}</span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <ol class="stack tight">
      {schema.questions.map((question) => (
        <li key={question.name}>
          <strong dir="auto">{titleOf(question)}</strong>{" "}
          <span class="second">{[...details(question)].join(" · ")}</span>
        </li>
      ))}
    </ol>
  );
}

function* details(question: Question): Generator<string> {
  const kind = KINDS[question.type];
  yield kind?.words ?? question.type;
  for (const { key, field } of kind?.parts ?? [])
    if (field === "names") yield ((question[key] as string[] | undefined) ?? []).join(", ");
  if (question.optional) yield "may be left out";
  if (question.when) yield "asked only after some answers";
}
