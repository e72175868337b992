/** Labels out: as they are now, or frozen as a release that never changes. */

import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import { words } from "../api/problem";
import { useResource } from "../api/resource";
import type { Fitting, Release } from "../api/types";
import { count, moment } from "../core/format";
import type { Params } from "../core/route";
import { CopyAs } from "../ui/copy";
import { Icon } from "../ui/icons";
import { Heading, TextField, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { say } from "../ui/toast";

export default function Releases({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Out {...given} />}</ProjectScreen>;
}

const FORMATS = [
  ["jsonl", "JSONL"],
  ["csv", "CSV"],
  ["parquet", "Parquet"],
] as const;

function Downloads({ path, name }: { path: (format: string) => string; name: string }) {
  return (
    <div class="buttons">
      {FORMATS.map(([format, shown]) => (
        <a class="button small" href={path(format)} download={`${name}.${format}`}>
          <Icon name="download" size={15} /> {shown}
        </a>
      ))}
    </div>
  );
}

/** The same for other tools, each with the questions that it has no place for. */
function OtherTools({ formats, path, name }: { formats: Fitting[]; path: (format: string) => string; name: string }) {
  return (
    <details>
      <summary>For another tool</summary>
      <ul class="stack">
        {formats.map(({ format, title, ending, lost }) => (
          <li key={format} class="row">
            <a class="button small" href={path(format)} download={`${name}-${format}.${ending}`}>
              <Icon name="download" size={15} /> {title}
            </a>
            {lost.length > 0 && (
              <span class="small second">without {[...new Set(lost.map((one) => one.question))].join(", ")}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Out({ project, version, changed }: InProject) {
  const { data, problem, reload } = useResource(`releases ${project.id}`, () => calls.releases(project.id), version);
  const formats = useResource(`formats ${project.id}`, () => calls.formats(project.id), version).data ?? [];
  return (
    <>
      <div class="row between">
        <Heading title="Releases">
          <p>Each row says who or what gave its label, under which guideline, and by which certificate.</p>
        </Heading>
        <CopyAs
          call={{
            path: `/projects/${project.id}/labels?format=jsonl`,
            python: `for row in client.labels(${project.id}):\n    print(row["key"] if "key" in row else row["item_id"], row["label"], row["label_source"])`,
          }}
        />
      </div>
      <div class="stack">
        <section class="card stack">
          <h2>Labels as they are now</h2>
          <p class="second">
            {count(project.counts.human + project.counts.machine)} of{" "}
            {count(project.counts.items - project.counts.duplicates)} items have a label.
          </p>
          <p class="small second">CSV opens in a spreadsheet; JSONL and Parquet are for programs.</p>
          <Downloads path={(format) => calls.labelsPath(project.id, format)} name={`${project.name}-labels`} />
          <OtherTools
            formats={formats}
            path={(format) => calls.labelsPath(project.id, format)}
            name={`${project.name}-labels`}
          />
        </section>
        <Freeze project={project} changed={changed} version={version} />
        <Trouble problem={problem} retry={reload} />
        {data && data.length > 0 && (
          <section class="stack">
            <h2>Frozen</h2>
            {data.map((one) => (
              <One key={one.id} release={one} project={project.name} formats={formats} />
            ))}
          </section>
        )}
      </div>
    </>
  );
}

function Freeze({ project, changed }: InProject) {
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const make = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      const release = await calls.makeRelease(project.id, note.trim());
      say(`Release ${release.version} is frozen.`);
      setNote("");
      changed();
    } catch (error) {
      setProblem(words(error));
    } finally {
      setBusy(false);
    }
  };
  if (project.role !== "admin" && project.role !== "manager") return null;
  return (
    <form class="card stack" onSubmit={(event) => void make(event)}>
      <h2>Freeze a release</h2>
      <p class="second">A release stays as it is, whatever is corrected later; its checksum proves it.</p>
      <TextField
        label="Note"
        hint="What it is for; may be left empty."
        maxLength={5000}
        value={note}
        change={setNote}
      />
      <Trouble problem={problem} />
      <div class="buttons">
        <button class="button primary" disabled={busy}>
          Freeze a release
        </button>
      </div>
    </form>
  );
}

function One({ release, project, formats }: { release: Release; project: string; formats: Fitting[] }) {
  const { counts } = release;
  return (
    <article class="card stack">
      <div class="row between">
        <h3>
          Version {release.version}{" "}
          {release.certificate_id !== null && (
            <span class="tag human">
              <Icon name="check" size={13} /> certified
            </span>
          )}
        </h3>
        <span class="small quiet">{moment(release.created_at)}</span>
      </div>
      {release.note && <p dir="auto">{release.note}</p>}
      <p class="small second">
        {Object.entries(counts)
          .map(([name, n]) => `${count(n)} ${name}`)
          .join(", ")}
        <br />
        SHA-256 <span class="mono">{release.sha256}</span>
      </p>
      <Downloads path={(format) => calls.releasePath(release.id, format)} name={`${project}-v${release.version}`} />
      <OtherTools
        formats={formats}
        path={(format) => calls.releasePath(release.id, format)}
        name={`${project}-v${release.version}`}
      />
    </article>
  );
}
