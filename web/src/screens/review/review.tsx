/** A second look: items with the reason why, what was said side by side, and one key for each decision. */

import "./review.css";
import { useEffect, useMemo, useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { useResource } from "../../api/resource";
import type { ItemPage } from "../../api/types";
import { count } from "../../core/format";
import {
  APART,
  columns,
  comparing,
  draftOf,
  REASONS,
  reasonOf,
  WHY,
  type Decision,
  type Reason,
} from "../../core/review";
import type { Params } from "../../core/route";
import { address } from "../../router";
import { toolOf } from "../../tools";
import { CopyAs } from "../../ui/copy";
import { ChoiceField, Heading, Trouble } from "../../ui/parts";
import { ProjectScreen, type InProject } from "../../ui/shell";
import { Answers } from "./answers";
import { Batch } from "./batch";
import { Bench } from "./bench";
import { Decide, type Panel } from "./decide";
import { Fix } from "./fix";
import { Shown } from "./shown";
import { Side } from "./side";

export default function Review({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Queue {...given} />}</ProjectScreen>;
}

function Queue({ project, version, changed }: InProject) {
  const reason = reasonOf(address.value.searchParams.get("reason"));
  const [names, showNames] = useState(false);
  const [far, setFar] = useState("0");
  const [several, setSeveral] = useState(false);
  const [round, again] = useState(0); // another one after several were decided at once
  const apart = comparing(reason) ? Number(far) : 0;
  const bench = useMemo(() => new Bench(project, reason, names, apart), [project.id, reason, names, apart, round]);
  const { data: waiting } = useResource(`reviews ${project.id}`, () => calls.reviewCounts(project.id), version);
  const manages = project.role === "admin" || project.role === "manager";
  useEffect(() => void bench.show(), [bench]);
  return (
    <>
      <div class="row between">
        <Heading title="Review" />
        <CopyAs
          call={{
            path: `/projects/${project.id}/reviews?reason=${reason}`,
            python: `for item in client.items.to_review(${project.id}, "${reason}"):\n    print(item["key"], item["label"])`,
          }}
        />
      </div>
      <nav class="queues" aria-label="Why an item is worth a look">
        {REASONS.map((one) => (
          <a
            key={one}
            class="button small"
            href={`/projects/${project.id}/review?reason=${one}`}
            aria-current={one === reason ? "page" : undefined}
          >
            {WHY[one][0]} {waiting && <span class="count quiet">{many(waiting[one])}</span>}
          </a>
        ))}
      </nav>
      <div class="review-settings">
        {comparing(reason) && <ChoiceField label="Answers differ" value={far} options={APART} change={setFar} />}
        <button class="button small" aria-pressed={several} onClick={() => setSeveral(!several)}>
          Several at once
        </button>
        {manages && (
          <label class="check small">
            <input type="checkbox" checked={names} onChange={(event) => showNames(event.currentTarget.checked)} /> Show
            the names of people
          </label>
        )}
      </div>
      <Trouble problem={bench.problem.value} />
      {several ? (
        <Batch project={project} reason={reason} apart={apart} decided={() => again((n) => n + 1)} />
      ) : (
        <Waiting bench={bench} reason={reason} project={project} changed={changed} />
      )}
    </>
  );
}

const many = ({ items, exact }: { items: number; exact: boolean }): string => `${count(items)}${exact ? "" : "+"}`;

function Waiting({ bench, reason, project, changed }: Omit<OneProps, "item">) {
  const item = bench.item.value;
  const { value: supply } = bench.supply;
  if (supply === "dry")
    return (
      <section class="card stack" role="status">
        <h2>Nothing waits here</h2>
        <p class="second">What you put off comes again when you open the queue again.</p>
        <div class="buttons">
          <button class="button" disabled={bench.past.value.length === 0} onClick={() => void bench.undo()}>
            Undo the last decision
          </button>
        </div>
      </section>
    );
  if (supply === "silent") return <Again bench={bench} />;
  if (!item) return <p class="loading quiet">Loading</p>;
  return <One key={`${item.id} ${item.answers.length}`} {...{ bench, reason, project, item, changed }} />;
}

const Again = ({ bench }: { bench: Bench }) => (
  <button class="button" onClick={() => void bench.show()}>
    Try again
  </button>
);

interface OneProps {
  bench: Bench;
  reason: Reason;
  project: InProject["project"];
  item: ItemPage;
  changed: () => void;
}

function One({ bench, reason, project, item, changed }: OneProps) {
  const { schema } = project;
  const said = useMemo(() => columns(item), [item]);
  const [panel, open] = useState<Panel>(null);
  const decide = (decision: Decision) => bench.decide(decision);
  if (panel === "fix" && schema.questions.every(toolOf))
    return (
      <Fix
        item={item}
        schema={schema}
        start={draftOf(said)}
        accept={(value) => decide({ value })}
        leave={() => open(null)}
      />
    );
  return (
    <div class="review-page">
      <Shown item={item} schema={schema} said={said} />
      <section class="card stack" aria-label="What was said">
        <p>
          {WHY[reason][1]}{" "}
          <a class="small" href={`/projects/${project.id}/items/${item.id}`}>
            Item {item.id}
          </a>
        </p>
        <Answers schema={schema} said={said} decide={decide} />
        <Decide {...{ bench, said, panel, open, decide }} />
      </section>
      <Side item={item} project={project} changed={() => (changed(), bench.again())} />
    </div>
  );
}
