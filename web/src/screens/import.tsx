/** More data for a project, and what became of every batch before. */

import { useMemo, useState } from "preact/hooks";
import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { Batch } from "../api/types";
import { ago, count } from "../core/format";
import type { Params } from "../core/route";
import { CopyAs } from "../ui/copy";
import { Drop, isEmpty, NOTHING_YET } from "../ui/drop";
import { Field, Heading, Segments, Trouble } from "../ui/parts";
import { ProjectScreen, type InProject } from "../ui/shell";
import { Table } from "../ui/table";
import { newUpload, Refusals, send, UploadView, type Meant } from "../ui/upload";

export default function Import({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Bring {...given} />}</ProjectScreen>;
}

function Bring({ project, version, changed }: InProject) {
  const [brought, bring] = useState(NOTHING_YET);
  const [meant, mean] = useState<Meant>({});
  const upload = useMemo(newUpload, []);
  const going = upload.value.state === "going";
  const go = async () => {
    await send(project.id, brought, upload, meant);
    if (upload.peek().state === "done") bring(NOTHING_YET);
    changed();
  };
  return (
    <>
      <div class="row between">
        <Heading title="Import">
          <p>The same file sent twice adds nothing twice. Copies are found and labelled once.</p>
        </Heading>
        <CopyAs
          call={{
            method: "POST",
            path: `/projects/${project.id}/items`,
            body: ["first text", "second text"],
            python: `client.items.add(${project.id}, ["first text", "second text"])`,
          }}
        />
      </div>
      <div class="stack">
        <Drop brought={brought} change={bring} disabled={going} />
        <Labels project={project.id} meant={meant} mean={mean} />
        <div class="buttons">
          <button class="button primary" disabled={going || isEmpty(brought)} onClick={() => void go()}>
            Import
          </button>
        </div>
        <UploadView upload={upload.value} retry={() => void go()} />
        <Batches project={project.id} version={version} />
      </div>
    </>
  );
}

/** Labels that come with the items: in what format, and what they are. */
function Labels({ project, meant, mean }: { project: number; meant: Meant; mean: (next: Meant) => void }) {
  const { data: formats } = useResource(`formats ${project}`, () => calls.formats(project));
  const { format } = meant;
  const as = meant.as ?? (format ? "answers" : "suggestions"); // as the server takes them
  return (
    <details open={format !== undefined}>
      <summary>The files hold labels</summary>
      <div class="stack paste">
        <Field label="Written by" hint="All files of one such export go in together, or as one zip.">
          {(ids) => (
            <select
              {...ids}
              class="input"
              value={format ?? ""}
              onChange={({ currentTarget: { value } }) => mean(value ? { format: value as Meant["format"] } : {})}
            >
              <option value="">A table of my own, with a column “label”</option>
              {formats?.map((one) => (
                <option key={one.format} value={one.format}>
                  {one.title}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Segments
          label="What people said there"
          value={as}
          options={[
            ["answers", "Answers of people"],
            ["suggestions", "Suggestions only"],
          ]}
          choose={(next) => mean({ ...meant, as: next, blind: false })}
        />
        {as === "answers" ? (
          <label class="check">
            <input
              type="checkbox"
              checked={meant.blind ?? false}
              onChange={({ currentTarget: { checked } }) => mean({ ...meant, as, blind: checked })}
            />
            Given without a suggestion in view, by people whose word is the truth here: a campaign does not check them
          </label>
        ) : (
          <p class="hint">People see them and confirm or mend them.</p>
        )}
      </div>
    </details>
  );
}

function Batches({ project, version }: { project: number; version: number }) {
  const { data, problem } = useResource(`batches ${project}`, () => calls.batches(project), version);
  if (problem) return <Trouble problem={problem} />;
  if (!data?.length) return null;
  return (
    <section class="stack">
      <h2>Batches</h2>
      <Table
        label="Batches"
        heads={[
          "Batch",
          "When",
          { figure: "Added" },
          { figure: "Here already" },
          { figure: "Copies" },
          { figure: "Refused" },
        ]}
      >
        {data.map((batch) => (
          <Row key={batch.id} batch={batch} project={project} />
        ))}
      </Table>
    </section>
  );
}

function Row({ batch, project }: { batch: Batch; project: number }) {
  const n = (name: string) => batch.counts[name] ?? 0;
  const refused = batch.counts["refused"] ?? batch.counts["refused_count"] ?? 0;
  const [open, show] = useState(false);
  const { data } = useResource(open ? `refusals ${batch.id}` : null, () => calls.refusals(batch.id));
  return (
    <tr>
      <th scope="row">
        <a href={`/projects/${project}/items?batch=${batch.id}`}>{batch.name || `Batch ${batch.id}`}</a>
      </th>
      <td class="nowrap">{ago(batch.created_at, Date.now())}</td>
      <td class="number">{count(n("added"))}</td>
      <td class="number">{count(n("existing"))}</td>
      <td class="number">{count(n("duplicates"))}</td>
      <td class="number">
        {refused === 0 ? (
          "0"
        ) : open && data ? (
          <Refusals report={{ refused: data, refused_count: refused }} />
        ) : (
          <button class="link" onClick={() => show(true)}>
            {count(refused)}: show why
          </button>
        )}
      </td>
    </tr>
  );
}
