/** Several items of a queue at once, by one decision: each is decided by itself, and what was refused is told. */

import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { words } from "../../api/problem";
import { useResource } from "../../api/resource";
import type { Item, Project } from "../../api/types";
import { counted } from "../../core/format";
import { columns, RETURN_REASONS, seenOf, together, type Reason, type Together } from "../../core/review";
import { sayValue } from "../../tools";
import { LabelTag, Thumb } from "../../ui/item";
import { Progress, TextField, Trouble } from "../../ui/parts";

const MOST = 50; // items at once: more, and nobody looks at each

interface BatchProps {
  project: Project;
  reason: Reason;
  apart: number;
  decided: () => void;
}

interface Outcome {
  answers: number[]; // to be taken back
  refused: string[];
  verb: string;
}

export function Batch({ project, reason, apart, decided }: BatchProps) {
  const { data, problem, reload } = useResource(`batch ${project.id} ${reason} ${apart}`, () =>
    calls.reviews(project.id, reason, null, MOST, apart),
  );
  const [chosen, choose] = useState<ReadonlySet<number>>(new Set());
  const [why, write] = useState("");
  const [doing, progress] = useState<number | null>(null);
  const [outcome, tell] = useState<Outcome | null>(null);
  const items = data?.items ?? [];
  const ids = items.map(({ id }) => id).filter((id) => chosen.has(id));
  const each = async (all: readonly number[], verb: string, one: (id: number) => Promise<number | null>) => {
    const found: Outcome = { answers: [], refused: [], verb };
    for (const [at, id] of all.entries()) {
      progress(at);
      try {
        const answer = await one(id);
        if (answer !== null) found.answers.push(answer);
      } catch (error) {
        found.refused.push(`Item ${id}: ${words(error)}`);
      }
    }
    progress(null);
    tell(found);
    choose(new Set());
    reload();
    decided();
  };
  const decide = (what: Together) =>
    each(ids, "decided", async (id) => {
      const item = await calls.item(id);
      const decision = together(columns(item), what);
      if (!decision) throw new Error("there is no such answer to take");
      return (await calls.review(id, seenOf(item), decision)).id;
    });
  const undo = () => each(outcome?.answers ?? [], "taken back", async (answer) => (await calls.undo(answer), null));
  const toggle = (id: number) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    choose(next);
  };
  return (
    <section class="card stack batch" aria-label="Several at once">
      <Trouble problem={problem} retry={reload} />
      {outcome && <Told outcome={outcome} undo={() => void undo()} />}
      {doing !== null && <Progress words="One after the other" value={doing} max={ids.length || 1} />}
      {items.length > 0 ? (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={ids.length === items.length}
              onChange={(event) => choose(new Set(event.currentTarget.checked ? items.map(({ id }) => id) : []))}
            />{" "}
            {ids.length ? `${counted(ids.length, "item")} chosen` : `All ${items.length}`}
          </label>
          <ul class="plain batch-items">
            {items.map((item) => (
              <One key={item.id} {...{ item, project }} chosen={chosen.has(item.id)} toggle={() => toggle(item.id)} />
            ))}
          </ul>
          <div class="buttons">
            <button class="button small" disabled={!ids.length || doing !== null} onClick={() => void decide("newest")}>
              Take the newest answers
            </button>
            <button class="button small" disabled={!ids.length || doing !== null} onClick={() => void decide("model")}>
              Take what the model says
            </button>
          </div>
          <form
            class="inline"
            onSubmit={(event) => {
              event.preventDefault();
              void decide({ send_back: why.trim() });
            }}
          >
            <TextField label="Or return them. Why?" value={why} change={write} maxLength={500} />
            <button class="button small" disabled={!ids.length || !why.trim() || doing !== null}>
              Return them
            </button>
          </form>
          <div class="buttons">
            {RETURN_REASONS.map((reason) => (
              <button type="button" class="link small" key={reason} onClick={() => write(reason)}>
                {reason}
              </button>
            ))}
          </div>
        </>
      ) : (
        data && <p class="second">Nothing waits here.</p>
      )}
    </section>
  );
}

function Told({ outcome: { answers, refused, verb }, undo }: { outcome: Outcome; undo: () => void }) {
  return (
    <div class="stack tight" role="status">
      {answers.length > 0 && (
        <p>
          {counted(answers.length, "item")} {verb}.{" "}
          <button class="button small" onClick={undo}>
            Undo
          </button>
        </p>
      )}
      {answers.length === 0 && !refused.length && <p>Taken back.</p>}
      {refused.length > 0 && (
        <div class="notice bad">
          <p>{counted(refused.length, "item")} refused:</p>
          <ul class="plain small">
            {refused.map((one) => (
              <li>{one}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface OneProps {
  item: Item;
  project: Project;
  chosen: boolean;
  toggle: () => void;
}

const One = ({ item, project, chosen, toggle }: OneProps) => (
  <li>
    <label class="batch-item">
      <input type="checkbox" checked={chosen} onChange={toggle} />
      <Thumb item={item} />
      <span class="batch-said">
        <bdi>{item.label ? sayValue(item.label.value, project.schema) : "no label"}</bdi> <LabelTag item={item} />
      </span>
    </label>
  </li>
);
