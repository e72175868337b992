/** What is asked, as a form and as code: of plain classes just their names, of anything else question by question. */

import "./questions.css";
import { useState } from "preact/hooks";
import { added, KINDS, readSchema, removed, replaced, shifted } from "../../core/editor";
import { plainClasses, type Schema } from "../../core/questions";
import { TYPES } from "../../tools";
import { Field, Segments } from "../parts";
import { usualKeys } from "../keys";
import { NameList } from "../schema";
import { QuestionCard } from "./card";

interface EditorProps {
  schema: Schema;
  change: (schema: Schema) => void;
}

export function SchemaEditor({ schema, change }: EditorProps) {
  const [whole, setWhole] = useState(false);
  const [view, setView] = useState<"form" | "code">("form");
  const plain = bare(schema);
  if (plain && !whole)
    return (
      <div class="stack">
        <NameList
          names={plain}
          keys={usualKeys(plain)}
          change={(classes) => change({ questions: [{ ...schema.questions[0]!, classes }] })}
        />
        <p>
          <button type="button" class="link" onClick={() => setWhole(true)}>
            Ask something else, or more than one question
          </button>
        </p>
      </div>
    );
  return (
    <div class="stack">
      <Segments
        label="Questions"
        value={view}
        options={[
          ["form", "Form"],
          ["code", "Code"],
        ]}
        choose={setView}
      />
      {view === "form" ? <Form schema={schema} change={change} /> : <Code schema={schema} change={change} />}
    </div>
  );
}

/** The classes of a schema that asks for nothing else and says nothing else about them. */
function bare(schema: Schema): string[] | null {
  const plain = plainClasses(schema);
  return plain && Object.keys(plain).every((key) => ["name", "type", "classes"].includes(key)) ? plain.classes : null;
}

function Form({ schema, change }: EditorProps) {
  const [type, setType] = useState("text");
  return (
    <>
      {schema.questions.map((question, at) => (
        <QuestionCard
          key={at}
          question={question}
          before={schema.questions.slice(0, at)}
          place={{ at, last: schema.questions.length - 1 }}
          change={(next) => change(replaced(schema, at, next))}
          shift={(by) => change(shifted(schema, at, by))}
          remove={() => change(removed(schema, at))}
        />
      ))}
      <div class="inline">
        <Field label="One more question">
          {(ids) => (
            <select {...ids} class="input" value={type} onChange={(event) => setType(event.currentTarget.value)}>
              {TYPES.map((name) => (
                <option value={name}>{KINDS[name]?.words ?? name}</option>
              ))}
            </select>
          )}
        </Field>
        <button type="button" class="button" onClick={() => change(added(schema, type))}>
          Add this question
        </button>
      </div>
    </>
  );
}

const written = (schema: Schema): string => JSON.stringify(schema, null, 2);

function Code({ schema, change }: EditorProps) {
  const [text, setText] = useState(() => written(schema));
  const found = readSchema(text);
  const type = (next: string) => {
    setText(next);
    const read = readSchema(next);
    if (typeof read !== "string") change(read);
  };
  return (
    <Field
      label="Schema"
      hint="JSON. What it may say is checked when it is saved."
      error={typeof found === "string" ? found : undefined}
    >
      {(ids) => (
        <textarea
          {...ids}
          class="input schema-code"
          rows={18}
          spellcheck={false}
          value={text}
          onInput={(event) => type(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
