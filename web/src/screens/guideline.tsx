/** The rule of the project: its questions and the guideline, each change a new version. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { Problem, words } from "../api/problem";
import { useResource } from "../api/resource";
import { told } from "../core/guideline";
import { allClasses, plainClasses, type Schema } from "../core/questions";
import type { Params } from "../core/route";
import { Heading, Trouble } from "../ui/parts";
import { useAct } from "../ui/act";
import { GuidelineText } from "../ui/guideline";
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
          <Read project={project} schema={asked} changed={changed} />
        </div>
      )}
    </>
  );
}

/** To read, with the examples; who may look at the data may take one out, and put it back at once. */
function Read({ project, schema, changed }: Pick<InProject, "project" | "changed"> & { schema: Schema }) {
  const { id, role, guideline } = project;
  const { data, problem, reload } = useResource(`guideline ${id}`, () => calls.guideline(id), guideline.version);
  const [act, fault] = useAct(changed);
  const remove = (item: number) => {
    const said = data?.examples.find((one) => one.item.id === item);
    void act(async () => {
      await calls.removeExample(item);
      if (said) say("Taken out.", { words: "Undo", run: () => void act(() => calls.putExample(item, told(said))) });
    });
  };
  return (
    <section class="card wide-examples">
      <Trouble problem={problem ?? fault} retry={problem && reload} />
      {data && (data.text.trim() || data.examples.length > 0) ? (
        <GuidelineText
          text={data.text}
          examples={data.examples}
          schema={schema}
          {...(role !== "annotator" && { remove })}
        />
      ) : (
        data && (
          <p class="second">
            Nobody has written it yet. A few sentences a class make people agree, with an example and a counter-example:
            any item that people have answered can be one, from its own page.
          </p>
        )
      )}
    </section>
  );
}
