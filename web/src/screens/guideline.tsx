/** The rule of the project: its questions and the guideline, each change a new version. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { Problem, words } from "../api/problem";
import { allClasses, plainClasses, type Schema } from "../core/questions";
import type { Params } from "../core/route";
import { Heading, Markdown, Trouble } from "../ui/parts";
import { SchemaEditor } from "../ui/questions/editor";
import { SchemaView } from "../ui/questions/view";
import { GuidelineField } from "../ui/schema";
import { ProjectScreen, type InProject } from "../ui/shell";
import { keep, readKept } from "../api/kept";
import { say } from "../ui/toast";

export default function Guideline({ params }: { params: Params }) {
  return (
    <ProjectScreen id={params["id"] as string}>{(given) => <Rule key={given.project.id} {...given} />}</ProjectScreen>
  );
}

interface Draft {
  schema: Schema;
  text: string;
  mark: string | null; // what it is an edit of
}

function Rule({ project, changed }: InProject) {
  const asked: Schema = { questions: project.schema.questions };
  const may = project.role === "admin" || project.role === "manager";
  const name = `vermeil.rule.${project.id}`;
  const [draft, setDraft] = useState<Draft | null>(() => JSON.parse(readKept(name) ?? "null") as Draft | null);
  const [problem, setProblem] = useState<string>("");
  const title = plainClasses(draft?.schema ?? asked) ? "Classes" : "Questions";
  const edit = (next: Draft | null) => {
    setDraft(next);
    keep(name, next && JSON.stringify(next));
  };
  const begin = async () => {
    try {
      edit({ schema: asked, text: project.guideline.text, mark: await calls.editMark(project.id) });
    } catch (error) {
      setProblem(words(error));
    }
  };
  const save = async () => {
    if (!draft) return;
    const schema = JSON.stringify(draft.schema) === JSON.stringify(asked) ? {} : { schema: draft.schema };
    const text = draft.text === project.guideline.text ? {} : { guideline: draft.text };
    try {
      if (Object.keys({ ...schema, ...text }).length)
        await calls.editProject(project.id, { ...schema, ...text }, draft.mark);
      edit(null);
      setProblem("");
      changed();
      say("Saved. People see the new version from their next item on.");
    } catch (error) {
      setProblem(
        error instanceof Problem && error.status === 412
          ? "Somebody else has changed it meanwhile. Copy your text, reload, and bring both together."
          : words(error),
      );
    }
  };
  return (
    <>
      <div class="row between">
        <Heading title="Guideline">
          <p>
            Version {project.guideline.version}; {title.toLowerCase()} version {project.schema.version}.
          </p>
        </Heading>
        {may && !draft && (
          <div class="buttons">
            <button class="button" onClick={() => void begin()}>
              Edit
            </button>
          </div>
        )}
      </div>
      {!draft && <Trouble problem={problem} />}
      {draft && may ? (
        <div class="stack wide">
          <section class="card stack">
            <h2>{title}</h2>
            <SchemaEditor schema={draft.schema} change={(next) => edit({ ...draft, schema: next })} />
          </section>
          <section class="card stack">
            <h2>Guideline</h2>
            <GuidelineField
              text={draft.text}
              classes={allClasses(draft.schema)}
              change={(text) => edit({ ...draft, text })}
            />
          </section>
          <Trouble problem={problem} />
          <div class="buttons">
            <button class="button primary" onClick={() => void save()}>
              Save as a new version
            </button>
            <button class="button" onClick={() => (edit(null), setProblem(""))}>
              Drop the changes
            </button>
          </div>
        </div>
      ) : (
        <div class="stack wide">
          <section class="card stack">
            <h2>{title}</h2>
            <SchemaView schema={asked} />
          </section>
          <section class="card">
            {project.guideline.text.trim() ? (
              <Markdown text={project.guideline.text} />
            ) : (
              <p class="second">
                Nobody has written it yet. A few sentences a class, with an example and a counter-example, make people
                agree.
              </p>
            )}
          </section>
        </div>
      )}
    </>
  );
}
