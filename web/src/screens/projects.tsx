/** All projects at a glance; without any, the three steps that lead to the first labels. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me } from "../api/me";
import { useResource } from "../api/resource";
import { isWhole, type ListedProject } from "../api/types";
import { ago, count, counted } from "../core/format";
import { summary } from "../core/questions";
import { Bar } from "../ui/bar";
import { Icon } from "../ui/icons";
import { Mark } from "../ui/logo";
import { Heading, Trouble } from "../ui/parts";
import { Plain } from "../ui/shell";
import "./projects.css";

export default function Projects() {
  const { data, problem, reload } = useResource("projects", calls.projects);
  const role = me.value?.user.role;
  const manages = role === "admin" || role === "manager";
  return (
    <Plain>
      <div class="row between top-row">
        <Heading title="Projects" />
        {manages && data && data.length > 0 && (
          <a class="button primary" href="/new">
            <Icon name="plus" /> New project
          </a>
        )}
      </div>
      <Trouble problem={problem} retry={reload} />
      {data?.length === 0 && (manages ? <Start /> : <Nothing />)}
      {data && data.length > 0 && <Cards projects={data} />}
      {manages && <PutAway />}
    </Plain>
  );
}

const Cards = ({ projects }: { projects: ListedProject[] }) => (
  <ul class="plain project-grid">
    {projects.map((one) => (
      <Card key={one.id} project={one} />
    ))}
  </ul>
);

/** The archived ones, for those who look for one. */
function PutAway() {
  const { data } = useResource("archived projects", calls.archivedProjects);
  const [open, show] = useState(false);
  if (!data?.length) return null;
  return (
    <details class="put-away" open={open} onToggle={(event) => show(event.currentTarget.open)}>
      <summary>{counted(data.length, "archived project")}</summary>
      {open && <Cards projects={data} />}
    </details>
  );
}

function Card({ project }: { project: ListedProject }) {
  const whole = isWhole(project);
  return (
    <li class="card project-card">
      <h2>
        <a href={whole ? `/projects/${project.id}` : `/projects/${project.id}/annotate`}>{project.name}</a>
      </h2>
      <p class="small second">
        {summary(project.schema)} · made {ago(project.created_at, Date.now())}
      </p>
      {whole ? (
        <>
          <Bar shares={project.counts} />
          <p class="small second">
            {counted(project.counts.items, "item")}, {count(project.counts.unlabelled)} still open
          </p>
        </>
      ) : (
        <p class="small">Open it to label.</p>
      )}
    </li>
  );
}

const STEPS = [
  ["Bring data", "Images or texts: files, a folder, a zip, a table, or pasted. Nothing leaves this server."],
  ["Say what may be answered", "The classes, and in your own words how to decide. You can refine both later."],
  [
    "Set target and prices",
    "“At most 5 % wrong, 95 % sure”. Vermeil divides the work between people and a model, and proves the result.",
  ],
] as const;

function Start() {
  return (
    <section class="start card">
      <Mark />
      <h2>A labelled data set in three steps</h2>
      <ol class="plain start-steps">
        {STEPS.map(([title, text], i) => (
          <li>
            <span class="start-number" aria-hidden="true">
              {i + 1}
            </span>
            <h3>{title}</h3>
            <p class="second">{text}</p>
          </li>
        ))}
      </ol>
      <div class="buttons">
        <a class="button primary" href="/new">
          Start the first project
        </a>
      </div>
      <p class="small quiet">
        Want to watch first? Stop this server and run <code>vermeil demo</code>: a real data set, labelled by simulated
        people while you look on.
      </p>
    </section>
  );
}

function Nothing() {
  return (
    <section class="start card">
      <Mark />
      <h2>No project waits for you yet</h2>
      <p class="second">When somebody adds you to one, it appears here. Ask the person who gave you this account.</p>
    </section>
  );
}
