/** What models suggest here: runs and how they went, how often they are right, and who lets wrong ones pass. */

import "./suggestions.css";
import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import type { Accepting, AgreementRow, Project, SuggestionRun } from "../../api/types";
import { count, counted, moment, money, part, percent, withInterval } from "../../core/format";
import type { Params } from "../../core/route";
import { byItself, oneClass, outcome, sourceName, taught, tested } from "../../core/suggestions";
import { AccuracyChart } from "../../ui/accuracy";
import { useAct } from "../../ui/act";
import { CopyAs } from "../../ui/copy";
import { Heading, Progress, Trouble } from "../../ui/parts";
import { ProjectScreen, type InProject } from "../../ui/shell";
import { Table } from "../../ui/table";
import { Start } from "./start";

export default function Suggestions({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <All {...given} />}</ProjectScreen>;
}

function All({ project, version, changed }: InProject) {
  const id = project.id;
  const { data: runs, problem, reload } = useResource(`runs ${id}`, () => calls.suggestionRuns(id), version);
  const measured = runs?.find((run) => run.accuracy && run.accuracy.length > 0);
  return (
    <>
      <div class="row between">
        <Heading title="Suggestions">
          <p>What a model thinks of an item, beside the question. People confirm it, or say what is right instead.</p>
        </Heading>
        <CopyAs
          call={{
            path: `/projects/${id}/suggestions/runs`,
            python: `for run in client.suggestions.list(${id}):\n    print(run.id, run.state, run.taken, "of", run.n_items)`,
          }}
        />
      </div>
      <Trouble problem={problem} retry={reload} />
      <div class="suggestions-grid">
        <div class="stack">
          {runs && <Start project={project} runs={runs} changed={changed} />}
          {runs && (runs.length > 0 || project.counts.unlabelled > 0 || project.counts.items === 0) && (
            <Runs runs={runs} project={project} changed={changed} />
          )}
        </div>
        <div class="stack">
          <Meeting project={project} changed={changed} />
          {measured && <Right run={measured} />}
          <Passing project={project} version={version} />
          <Agreeing project={project} version={version} />
        </div>
      </div>
    </>
  );
}

const MODES: Record<Project["suggestions"], [string, string]> = {
  shown: ["Shown at once", "People see a suggestion beside the question, and take it with a key of its own."],
  delayed: ["After the own answer", "People answer first, then see the suggestion, and may change their mind."],
  blind: ["Never shown", "Suggestions are kept, and nobody sees them on plain questions."],
};

function Meeting({ project, changed }: { project: Project; changed: () => void }) {
  const [mode, words] = MODES[project.suggestions];
  const [act, fault] = useAct(changed);
  const learn = async () => act(() => calls.changeProject(project.id, { few_shot: true }), "It is kept.");
  return (
    <section class="card stack">
      <div class="row between">
        <h2>How people meet them</h2>
        <a class="small" href={`/projects/${project.id}/settings`}>
          Change
        </a>
      </div>
      <p>
        <strong>{mode}.</strong> {words}
      </p>
      <p class="small second">
        {byItself(project)} While a campaign runs, it decides what is shown; audits are blind in any case.
      </p>
      {oneClass(project) && !project.few_shot && project.suggestions !== "blind" && (
        <div class="buttons">
          <button class="button small" onClick={() => void learn()}>
            Let it learn by itself
          </button>
        </div>
      )}
      <Trouble problem={fault} />
    </section>
  );
}

const FEW = 5;

function Runs({ runs, project, changed }: { runs: SuggestionRun[]; project: Project; changed: () => void }) {
  const [every, showAll] = useState(false);
  if (!runs.length)
    return (
      <section class="card stack" aria-label="Runs">
        <h2>No run yet</h2>
        <p class="second">
          {project.counts.items === 0 ? (
            <>
              First <a href={`/projects/${project.id}/import`}>import items</a>: suggestions can come with them, too.
            </>
          ) : (
            <>
              <a href={`/projects/${project.id}/annotate`}>Label</a> a few items, or start a run above. What it suggests
              stands beside the questions after it.
            </>
          )}
        </p>
      </section>
    );
  return (
    <section class="stack" aria-label="Runs">
      <h2>Runs</h2>
      {runs.slice(0, every ? undefined : FEW).map((run) => (
        <One key={run.id} run={run} changed={changed} />
      ))}
      {!every && runs.length > FEW && (
        <div class="buttons">
          <button class="button small" onClick={() => showAll(true)}>
            Show {counted(runs.length - FEW, "older run")}
          </button>
        </div>
      )}
    </section>
  );
}

const STATES: Record<SuggestionRun["state"], [string, string]> = {
  running: ["", "running"],
  finished: ["good", "finished"],
  failed: ["bad", "failed"],
  cancelled: ["none", "cancelled"],
};

function One({ run, changed }: { run: SuggestionRun; changed: () => void }) {
  const [act, fault] = useAct(changed);
  const [look, state] = STATES[run.state];
  const name = `Run ${run.id}: ${sourceName(run.from)}`;
  const cancel = () => act(() => calls.cancelSuggestionRun(run.id), "The run is cancelled; what it has said stays.");
  return (
    <article class="card stack run" aria-label={name}>
      <div class="row between">
        <h3>
          {sourceName(run.from)} {run.model && <span class="second">{run.model}</span>}
        </h3>
        <span class="row">
          {run.by_itself && <span class="tag machine">by itself</span>}
          <span class={`tag ${look}`}>{state}</span>
        </span>
      </div>
      {run.state === "running" ? (
        <div class="row run-live">
          <div class="grow">
            <Progress
              words={run.done ? `${count(run.done)} of ${counted(run.n_items, "item")}` : "Getting ready"}
              value={run.done || null}
              max={run.n_items}
            />
          </div>
          <button class="button small" onClick={() => void cancel()} aria-label={`Cancel run ${run.id}`}>
            Cancel
          </button>
        </div>
      ) : (
        run.reason && <p class={run.state === "failed" ? "notice bad" : "second"}>{run.reason}</p>
      )}
      <p class="small second">
        {outcome(run)}
        {run.at_most !== null && ` of at most ${money(run.at_most, run.currency)}`}
        {" · "}
        {moment(run.created_at)}
        {run.url && (
          <>
            {" · "}
            <span class="mono">{run.url}</span>
          </>
        )}
      </p>
      <Trouble problem={fault} />
      {run.refusals.length > 0 && (
        <details>
          <summary>{counted(run.refused, "item")} without a suggestion, and why</summary>
          <ul class="refusals stack tight small">
            {run.refusals.map(({ item, key, reason }) => (
              <li key={item}>
                <a href={`/projects/${run.project_id}/items/${item}`} dir="auto">
                  {key}
                </a>
                : {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}

function Right({ run }: { run: SuggestionRun }) {
  const points = run.accuracy ?? [];
  const judged = points.at(-1)?.judged ?? 0;
  return (
    <section class="card stack">
      <h2>
        How often it is right <span class="tag none">estimate</span>
      </h2>
      <AccuracyChart points={points} />
      <details>
        <summary>As a table</summary>
        <Table label="Accuracy by examples" heads={["Taught by", { figure: "Right" }]}>
          {points.map((one) => (
            <tr key={one.per_class}>
              <th scope="row">{taught(one.per_class)}</th>
              <td class="number">{withInterval(one.mid, one.low, one.high)}</td>
            </tr>
          ))}
        </Table>
      </details>
      <p class="small second">
        Out of fold, on {counted(judged, "answer")} given without a suggestion in view, with 95 % intervals. Items that
        were answered may be easier than the rest: only an audit proves anything.
      </p>
    </section>
  );
}

const MOST = 12;

/** Of whatever model, and for every type of question; nothing where no item has both. */
function Agreeing({ project, version }: { project: Project; version: number }) {
  const [every, showAll] = useState(false);
  const id = project.id;
  const { data, problem, reload } = useResource(`agreement ${id}`, () => calls.agreement(id), version);
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!data || data.answers === 0) return null;
  return (
    <section class="card stack">
      <h2>Suggested and said</h2>
      <Table label="Suggested and said" heads={["Answer", { figure: "Right" }, { figure: "Found" }]}>
        {data.rows.slice(0, every ? undefined : MOST).map((one) => (
          <Agreed key={`${one.question} ${one.name}`} one={one} />
        ))}
      </Table>
      {!every && data.rows.length > MOST && (
        <div class="buttons">
          <button class="button small" onClick={() => showAll(true)}>
            Show {count(data.rows.length - MOST)} more
          </button>
        </div>
      )}
      <p class="small second">
        How much of what is suggested people say, and how much of what they say was suggested: on{" "}
        {counted(data.answers, "item")}
        {data.blind
          ? " answered blindly."
          : " answered with the suggestion in view. Who sees one tends to agree, so this flatters it."}
      </p>
    </section>
  );
}

function Agreed({ one }: { one: AgreementRow }) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {one.name ?? one.question}
      </th>
      <td class="number">{one.precision === null ? "–" : percent(one.precision, 0)}</td>
      <td class="number">{one.recall === null ? "–" : percent(one.recall, 0)}</td>
    </tr>
  );
}

function Passing({ project, version }: { project: Project; version: number }) {
  const id = project.id;
  const { data, problem, reload } = useResource(`acceptance ${id}`, () => calls.acceptance(id), version);
  return (
    <section class="card stack">
      <h2>Who lets wrong ones pass</h2>
      <Trouble problem={problem} retry={reload} />
      {data && data.length > 0 && (
        <Table label="Wrong suggestions that passed" heads={["Person", { figure: "Met" }, { figure: "Passed" }]}>
          {data.map((one) => (
            <Person key={one.user_id} one={one} />
          ))}
        </Table>
      )}
      <p class="small second">
        {data && `${tested(data.length)} `}
        About one suggestion in 50 is wrong on purpose, on an item whose answer somebody else has given without one. Who
        sends it has not looked. Such answers are never labels; the shares have 95 % intervals.
      </p>
    </section>
  );
}

function Person({ one }: { one: Accepting }) {
  return (
    <tr>
      <th scope="row" dir="auto">
        {one.name}
      </th>
      <td class="number">{count(one.shown)}</td>
      <td class="number">
        {count(one.accepted)}{" "}
        <span class="below small second">
          {part(one.share)}, {part(one.low)} to {part(one.high)}
        </span>
      </td>
    </tr>
  );
}
