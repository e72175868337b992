import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { words } from "../../api/problem";
import { allClasses, plainClasses } from "../../core/questions";
import { isEmpty } from "../../ui/drop";
import { Trouble } from "../../ui/parts";
import { SchemaEditor } from "../../ui/questions/editor";
import { GuidelineField } from "../../ui/schema";
import type { StepProps } from "./wizard";

/** The second step: what may be answered, and how to decide. Then the project is made and the data goes up. */
export function SchemaStep({ draft, change, brought, deliver, to }: StepProps) {
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const made = draft.project !== null;
  const make = async (event: Event) => {
    event.preventDefault();
    const plain = plainClasses(draft.schema);
    if (plain && plain.classes.length < 2)
      return setProblem("Name at least two classes: with one there is nothing to decide.");
    setBusy(true);
    setProblem("");
    const body = { schema: draft.schema, guideline: draft.guideline };
    try {
      const project =
        draft.project === null
          ? await calls.addProject({ name: draft.name.trim() || "Untitled", ...body })
          : await calls.changeProject(draft.project, body);
      change({ project: project.id });
      if (!isEmpty(brought) && !draft.uploaded) void deliver(project.id);
      to(3);
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="stack wide wizard" onSubmit={(event) => void make(event)}>
      <section class="stack">
        <div>
          <h2>{plainClasses(draft.schema) ? "Classes" : "Questions"}</h2>
          <p class="second">
            {plainClasses(draft.schema)
              ? "One of these is the answer for each item. The key chooses it while labelling."
              : "They are asked of each item, in this order."}
          </p>
        </div>
        <SchemaEditor schema={draft.schema} change={(schema) => (setProblem(""), change({ schema }))} />
      </section>
      <section class="stack">
        <div>
          <h2>Guideline</h2>
          <p class="second">
            How to decide, in your own words. People open it with <kbd>g</kbd>; a heading named like a class opens at
            that class.
          </p>
        </div>
        <GuidelineField
          text={draft.guideline}
          classes={allClasses(draft.schema)}
          change={(guideline) => change({ guideline })}
        />
      </section>
      <Trouble problem={problem} />
      <div class="buttons wizard-foot">
        <a class="button" href="/new?step=1">
          Back
        </a>
        <button class="button primary" disabled={busy}>
          {made ? "Save and go on" : isEmpty(brought) ? "Make the project" : "Make the project and send the data"}
        </button>
      </div>
    </form>
  );
}
