/** An item as an example of the guideline: made one, or taken out again. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { ItemPage } from "../api/types";
import { namesOf, says, told } from "../core/guideline";
import type { Schema } from "../core/questions";
import { sayValue } from "../tools";
import { useAct, type Act } from "./act";
import { ChoiceField, Segments, TextField, Trouble } from "./parts";
import { say } from "./toast";

interface ExampleProps {
  item: Pick<ItemPage, "id" | "label" | "example" | "duplicate_of">;
  schema: Schema;
  changed: () => void;
}

export function AsExample({ item, schema, changed }: ExampleProps) {
  const [act, fault] = useAct(changed);
  const { example, label } = item;
  if (example)
    return (
      <div class="stack tight">
        <p>
          {example.about ? (
            <>
              An example {example.good ? "of" : "against"} <strong dir="auto">{example.about}</strong>
            </>
          ) : (
            "An example"
          )}
          {example.why && (
            <>
              : <q dir="auto">{example.why}</q>
            </>
          )}
        </p>
        <p class="small second">Everybody sees its answer, so nobody is asked about it.</p>
        <Trouble problem={fault} />
        <div class="buttons">
          <button class="button small" onClick={() => void takeOut(act, item.id, told(example))}>
            Take it out of the guideline
          </button>
        </div>
      </div>
    );
  if (item.duplicate_of !== null || !label || label.provenance === "machine")
    return <p class="small second">Only an item with an answer of people can be an example.</p>;
  return <Make key={item.id} {...{ item, schema, act, fault }} />;
}

const takeOut = (act: Act, item: number, said: ReturnType<typeof told>) =>
  act(async () => {
    await calls.removeExample(item);
    say("Taken out of the guideline.", {
      words: "Undo",
      run: () => void act(() => calls.putExample(item, said)),
    });
  });

function Make({ item, schema, act, fault }: Omit<ExampleProps, "changed"> & { act: Act; fault: string }) {
  const names = namesOf(schema);
  const value = item.label?.value ?? {};
  const [about, choose] = useState(names.find((one) => says(value, one)) ?? "");
  const [good, judge] = useState<"good" | "bad">("good");
  const [why, write] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    const said = { about: about || null, good: good === "good", why: why.trim() || null };
    void act(async () => {
      await calls.putExample(item.id, said);
      say("It is in the guideline now.", { words: "Undo", run: () => void act(() => calls.removeExample(item.id)) });
    });
  };
  return (
    <form class="stack" onSubmit={send}>
      <p class="small second">
        Everybody will see it with its accepted answer, <strong dir="auto">{sayValue(value, schema)}</strong>. Nobody is
        asked about it from then on, audits included.
      </p>
      {names.length > 0 && (
        <ChoiceField
          label="Example of"
          value={about}
          options={[["", "the guideline as a whole"], ...names.map((one) => [one, one] as const)]}
          change={choose}
        />
      )}
      {about && (
        <Segments
          label="For or against"
          value={good}
          options={[
            ["good", "It is one"],
            ["bad", "It is none"],
          ]}
          choose={judge}
        />
      )}
      <TextField label="Why" hint="A sentence; may be left out." value={why} change={write} maxLength={1000} />
      <Trouble problem={fault} />
      <div class="buttons">
        <button class="button small">Make it an example</button>
      </div>
    </form>
  );
}
