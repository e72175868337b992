/** An upload under way, and what became of every record: nothing is refused in silence. */

import { signal, type Signal } from "@preact/signals";
import * as calls from "../api/calls";
import { words } from "../api/problem";
import type { UploadQuery } from "../api/types";
import { bytes, count, counted } from "../core/format";
import { NOTHING, parcels, together, type Report } from "../core/parcels";
import { nameOf, textsOf, type Brought } from "./drop";
import { Progress, Trouble } from "./parts";

export interface Upload {
  state: "idle" | "going" | "done" | "failed";
  sent: number;
  total: number;
  report: Report;
  problem: string;
}

/** What the labels in an upload are, where somebody said so. */
export type Meant = Omit<UploadQuery, "name">;

export const newUpload = (): Signal<Upload> =>
  signal({ state: "idle", sent: 0, total: 0, report: NOTHING, problem: "" });

/** Sends everything brought, parcel by parcel. The same records sent again add nothing, so a retry is safe. */
export async function send(
  project: string | number,
  brought: Brought,
  upload: Signal<Upload>,
  meant: Meant = {},
): Promise<void> {
  const texts = textsOf(brought);
  const sized = brought.files.map((file) => ({ file, name: file.name, size: file.size }));
  const parts = parcels(sized, meant.format !== undefined);
  const bodies: { name: string; body: FormData | string[]; size: number }[] = parts.map((some, i) => ({
    name: nameOfParcel(
      some.map(({ file }) => file),
      parts.length > 1 ? `, part ${i + 1} of ${parts.length}` : "",
    ),
    body: form(some.map(({ file }) => file)),
    size: some.reduce((sum, { size }) => sum + size, 0),
  }));
  if (texts.length) bodies.push({ name: "Pasted texts", body: texts, size: brought.text.length });
  const total = bodies.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  upload.value = { state: "going", sent: 0, total, report: NOTHING, problem: "" };
  try {
    for (const { name, body, size } of bodies) {
      const told = (sent: number) => (upload.value = { ...upload.value, sent: before + Math.min(sent, size) });
      const labels = body instanceof FormData ? meant : {}; // what is pasted is texts alone
      const report = await calls.upload(project, { name: name.slice(0, 200), ...labels }, body, told);
      before += size;
      upload.value = { ...upload.value, sent: before, report: together(upload.value.report, report) };
    }
    upload.value = { ...upload.value, state: "done" };
  } catch (error) {
    upload.value = { ...upload.value, state: "failed", problem: words(error) };
  }
}

/** What a batch is called: its file, or the folder that was chosen, or how many files there are. */
function nameOfParcel(files: File[], part: string): string {
  if (files.length === 1) return files[0]!.name;
  const [folder, inside] = files[0]!.webkitRelativePath.split("/");
  return (folder && inside ? folder : counted(files.length, "file")) + part;
}

function form(files: File[]): FormData {
  const body = new FormData();
  for (const file of files) body.append("files", file, nameOf(file));
  return body;
}

export function UploadView({ upload, retry }: { upload: Upload; retry: () => void }) {
  const { state, sent, total, report, problem } = upload;
  if (state === "idle") return null;
  const allSent = sent >= total;
  return (
    <section class="card stack" aria-label="Import">
      {state === "going" && (
        <Progress
          words={
            allSent ? "Everything is sent; the server is reading it" : `Sending: ${bytes(sent)} of ${bytes(total)}`
          }
          value={allSent ? null : sent}
          max={total}
        />
      )}
      {state === "failed" && (
        <Trouble problem={`${problem} What was sent stays; sending again adds nothing twice.`} retry={retry} />
      )}
      {(state === "done" || report.received > 0) && <ReportView report={report} />}
    </section>
  );
}

export function ReportView({ report }: { report: Report }) {
  return (
    <div class="stack">
      <dl class="facts">
        <div class="fact">
          <dt>Items added</dt>
          <dd>{count(report.added)}</dd>
        </div>
        {report.duplicates > 0 && (
          <div class="fact">
            <dt>Copies among them</dt>
            <dd>
              {count(report.duplicates)}
              <small>labelled once, for all</small>
            </dd>
          </div>
        )}
        {report.existing > 0 && (
          <div class="fact">
            <dt>Were here already</dt>
            <dd>
              {count(report.existing)}
              <small>not added again</small>
            </dd>
          </div>
        )}
        {report.refused_count > 0 && (
          <div class="fact">
            <dt>Refused</dt>
            <dd>{count(report.refused_count)}</dd>
          </div>
        )}
      </dl>
      {report.refused.length > 0 && <Refusals report={report} />}
      {report.lost.length > 0 && (
        <ul class="small second">
          {report.lost.map(({ question, why, count: n }, i) => (
            <li key={i}>
              Left out{question && ` of “${question}”`}: {why} ({count(n)})
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const SHOWN = 100;

export function Refusals({ report }: { report: Pick<Report, "refused" | "refused_count"> }) {
  return (
    <details open={report.refused_count <= 10}>
      <summary>{counted(report.refused_count, "record was", "records were")} refused; the rest went in</summary>
      <div class="table-wrap refusals" tabIndex={0} role="region" aria-label="Refused records">
        <table>
          <thead>
            <tr>
              <th scope="col">Line or file</th>
              <th scope="col">Key</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {report.refused.slice(0, SHOWN).map((one, i) => (
              <tr key={i}>
                <td>{one.line ?? "–"}</td>
                <td>{one.key && one.key !== one.line ? one.key : "–"}</td>
                <td>{one.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
