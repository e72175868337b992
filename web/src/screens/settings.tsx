/** A project's name, and its end: archived, it keeps everything and asks nobody. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { ListedProject } from "../api/types";
import type { Params } from "../core/route";
import { go } from "../router";
import { useAct } from "../ui/act";
import { Dialog, Heading, Segments, TextField, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { say } from "../ui/toast";

type Mode = ListedProject["suggestions"];

const MODES: [Mode, string][] = [
  ["shown", "Shown at once"],
  ["delayed", "After the own answer"],
  ["blind", "Never"],
];

export default function Settings({ params }: { params: Params }) {
  return (
    <ProjectScreen id={params["id"] as string}>{(given) => <Both key={given.project.id} {...given} />}</ProjectScreen>
  );
}

function Both({ project, changed }: InProject) {
  const [name, setName] = useState(project.name);
  const [asking, ask] = useState(false);
  const [act, fault] = useAct(changed);
  const edit = async (body: calls.Edit, done: string) => act(() => calls.changeProject(project.id, body), done);
  const rename = (event: Event) => {
    event.preventDefault();
    void edit({ name: name.trim() }, "The project has its new name.");
  };
  const archive = async () => {
    ask(false);
    if (!(await edit({ archived: true }, ""))) return;
    say(`${project.name} is archived.`);
    go("/");
  };
  return (
    <>
      <Heading title="Settings" />
      <div class="stack">
        <Trouble problem={fault} />
        <form class="card stack" onSubmit={rename}>
          <TextField label="Name of the project" required maxLength={200} value={name} change={setName} />
          <div class="buttons">
            <button class="button primary" disabled={!name.trim() || name.trim() === project.name}>
              Rename
            </button>
          </div>
        </form>
        <section class="card stack">
          <div>
            <h2>Suggestions</h2>
            <p class="second">
              How people meet what came with the data, or what a model says, on plain questions. What a campaign shows
              is its own decision; audits are blind in any case.
            </p>
          </div>
          <Segments
            label="Suggestions"
            value={project.suggestions}
            options={MODES}
            choose={(suggestions) => void edit({ suggestions }, "From the next question on it is so.")}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={project.few_shot}
              disabled={project.suggestions === "blind"}
              onChange={(event) => void edit({ few_shot: event.currentTarget.checked }, "It is kept.")}
            />
            A model learns from the answers by itself
          </label>
          <p class="small second">
            Where one class is asked for: after 5 answers of every class seen, and again at 10, 20 and 40. One item in
            ten stays blind. <a href={`/projects/${project.id}/suggestions`}>See what it suggests</a>
          </p>
        </section>
        {!project.archived_at && (
          <section class="card stack">
            <div>
              <h2>Archive</h2>
              <p class="second">
                An archived project keeps its items, answers and certificates, and leaves the list of projects. Nobody
                is asked anything in it until it is brought back.
              </p>
            </div>
            <div class="buttons">
              <button class="button danger" onClick={() => ask(true)}>
                Archive the project
              </button>
            </div>
          </section>
        )}
      </div>
      <Dialog title={`Archive ${project.name}?`} open={asking} close={() => ask(false)}>
        <p>Nothing is deleted. You find it again below the list of projects, and can bring it back.</p>
        <div class="buttons">
          <button class="button danger" onClick={() => void archive()}>
            Archive
          </button>
          <button class="button" onClick={() => ask(false)}>
            Not now
          </button>
        </div>
      </Dialog>
    </>
  );
}
