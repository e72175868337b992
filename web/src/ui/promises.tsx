/** Promises of single classes or slices: a quiet block under the target, for those who need them. */

import "./promises.css";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { Problem } from "../api/problem";
import { useResource } from "../api/resource";
import { counted } from "../core/format";
import { fault, possible, type Promises } from "../core/promises";
import { Amount } from "./amount";
import { ChoiceField, Segments, Trouble } from "./parts";

interface PromiseProps {
  promises: Promises;
  change: (promises: Promises) => void;
  project: number;
  classes: readonly string[];
  refused: Problem | undefined;
}

/** Of what a promise can be made, and of how many items that is, where it is known. */
interface Named {
  name: string;
  items: number | null;
}

export function PromiseFields({ promises, change, project, classes, refused }: PromiseProps) {
  const [open, setOpen] = useState(promises.of !== "nothing");
  const said = refused?.about("target.classes", "target.slices", "slice_by") ? refused.message : null;
  const wrong = fault(promises) ?? said;
  return (
    <details class="promises" open={open || wrong !== null} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Promise something of single classes or slices</summary>
      <div class="stack">
        <p class="small second">
          So that a rare class, or one camera or language, does not hide behind the rest. Each promise is audited by
          itself, which costs more: the fewer items it is about, the more.
        </p>
        <Segments
          label="Promise something of"
          value={promises.of}
          options={[
            ["nothing", "Nothing"],
            ["classes", "Classes"],
            ["slices", "Slices"],
          ]}
          choose={(of) => change({ ...promises, of, each: null, own: {} })}
        />
        {promises.of === "classes" && (
          <OfEach
            promises={promises}
            change={change}
            names={classes.map((name) => ({ name, items: null }))}
            kind="class"
          />
        )}
        {promises.of === "slices" && <OfSlices promises={promises} change={change} project={project} />}
        <Trouble problem={wrong} />
      </div>
    </details>
  );
}

type Part = Pick<PromiseProps, "promises" | "change">;

function OfSlices({ promises, change, project }: Part & { project: number }) {
  const { data: fields, problem, reload } = useResource(`slices ${project}`, () => calls.slices(project));
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!fields)
    return (
      <p class="quiet" aria-busy="true">
        Reading the items
      </p>
    );
  if (fields.length === 0)
    return (
      <p class="notice small">
        No field of these items says to which slice each belongs. Columns beside the text of a table you import, such as
        “camera” or “language”, become such fields.
      </p>
    );
  const chosen = fields.find((one) => one.field === promises.field);
  const gone = promises.field && !chosen ? [[promises.field, promises.field] as const] : [];
  return (
    <>
      <ChoiceField
        label="Slices by"
        hint="a field of the items"
        value={promises.field}
        options={[["", "Choose a field"], ...gone, ...fields.map(({ field }) => [field, field] as const)]}
        change={(field) => change({ ...promises, field, own: {} })}
      />
      {promises.field && <OfEach promises={promises} change={change} names={chosen?.values ?? []} kind="slice" />}
    </>
  );
}

function OfEach({ promises, change, names, kind }: Part & { names: readonly Named[]; kind: "class" | "slice" }) {
  return (
    <>
      <Segments
        label={`The same of every ${kind}`}
        value={promises.alike ? "alike" : "own"}
        options={[
          ["own", "One by one"],
          ["alike", "All alike"],
        ]}
        choose={(how) => change({ ...promises, alike: how === "alike" })}
      />
      {promises.alike ? (
        <Amount
          label={`Of every ${kind} at most this much wrong`}
          unit="%"
          hint="empty: only the overall promise"
          value={promises.each}
          change={(each) => change({ ...promises, each })}
        />
      ) : (
        <OwnTable promises={promises} change={change} names={withGone(names, promises.own)} kind={kind} />
      )}
    </>
  );
}

/** The names, and those of which something is promised though they are no longer there. */
const withGone = (names: readonly Named[], own: Record<string, number>): Named[] => {
  const gone = Object.keys(own).filter((name) => !names.some((one) => one.name === name));
  return [...names, ...gone.map((name) => ({ name, items: null }))];
};

function OwnTable({ promises, change, names, kind }: Part & { names: readonly Named[]; kind: "class" | "slice" }) {
  const set = (name: string, text: string) => {
    const { [name]: _, ...own } = promises.own;
    change({ ...promises, own: text === "" ? own : { ...own, [name]: Number(text) } });
  };
  return (
    <div class="stack tight">
      <div class="table-wrap promise-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{kind === "class" ? "Class" : "Slice"}</th>
              <th scope="col" class="number">
                At most wrong
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map(({ name, items }) => (
              <tr key={name}>
                <th scope="row" dir="auto">
                  {name}
                  {items !== null && <small class="below quiet">{counted(items, "item")}</small>}
                </th>
                <td>
                  <Own name={name} value={promises.own[name]} set={(text) => set(name, text)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="small quiet">Empty: only the overall promise.</p>
    </div>
  );
}

const Own = ({ name, value, set }: { name: string; value: number | undefined; set: (text: string) => void }) => (
  <div class="with-unit">
    <input
      class="input number"
      type="number"
      inputMode="decimal"
      min={0}
      max={100}
      step="any"
      aria-label={`Of ${name} at most this much wrong, in percent`}
      aria-invalid={value !== undefined && !possible(value)}
      value={value ?? ""}
      onInput={(event) => set(event.currentTarget.value)}
    />
    <span class="second small">%</span>
  </div>
);
