import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { useLive } from "../../api/live";
import { Problem, words } from "../../api/problem";
import { useResource } from "../../api/resource";
import { count, counted } from "../../core/format";
import { fault, goal, limits, orderOf, peopleOnly } from "../../core/order";
import { classesOf } from "../../core/questions";
import { go } from "../../router";
import { isEmpty } from "../../ui/drop";
import { OrderFields } from "../../ui/order";
import { Trouble } from "../../ui/parts";
import { UploadView } from "../../ui/upload";
import { forgetDraft } from "./draft";
import type { StepProps } from "./wizard";

/** The third step: the data arrives while the target is set; then people begin, with or without a campaign. */
export function TargetStep({ draft, change, brought, upload, deliver }: StepProps) {
  const id = String(draft.project);
  const version = useLive(id).value;
  const { data: project } = useResource(`project ${id}`, () => calls.project(id), `${version} ${upload.value.state}`);
  const [problem, setProblem] = useState("");
  const [refused, setRefused] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const n = project?.counts ? project.counts.items - project.counts.duplicates : 0;
  const wrong = fault(draft);
  const unsent = upload.value.state === "idle" && !isEmpty(brought) && !draft.uploaded;

  const leave = async (path: string) => {
    await forgetDraft();
    go(path);
  };
  const start = async () => {
    setBusy(true);
    setProblem("");
    try {
      await calls.startCampaign(id, orderOf(draft));
      await leave(`/projects/${id}`);
    } catch (error) {
      setProblem(words(error));
      setRefused(error instanceof Problem ? error : undefined);
      setBusy(false);
    }
  };
  return (
    <div class="stack wide wizard">
      {unsent && (
        <div class="notice row between">
          <p>The data you brought has not all arrived. Sending it again adds nothing twice.</p>
          <button class="button small" onClick={() => void deliver(Number(id))}>
            Send it
          </button>
        </div>
      )}
      <UploadView upload={upload.value} retry={() => void deliver(Number(id))} />
      <section class="stack">
        <div>
          <h2>Target and prices</h2>
          <p class="second">
            Vermeil spends as little as it can to keep this promise for the whole data set, and proves it with a blind
            audit.
          </p>
        </div>
        <OrderFields
          form={draft}
          change={change}
          project={Number(id)}
          classes={classesOf(draft.schema)}
          refused={refused}
        />
      </section>
      <Sentence n={n} draft={draft} wrong={wrong} />
      <Trouble problem={problem} />
      <div class="buttons wizard-foot">
        <a class="button" href="/new?step=2">
          Back
        </a>
        <button
          class="button primary"
          disabled={busy || wrong !== null || n === 0 || upload.value.state === "going"}
          onClick={() => void start()}
        >
          Start the campaign
        </button>
        <button class="button" onClick={() => void leave(`/projects/${id}/annotate`)}>
          Start labelling without one
        </button>
        <button class="link small" onClick={() => void leave(`/projects/${id}`)}>
          Later: to the project
        </button>
      </div>
    </div>
  );
}

function Sentence({ n, draft, wrong }: { n: number; draft: StepProps["draft"]; wrong: string | null }) {
  const { target, prices, caps, goal: wanted } = orderOf(draft);
  const most = limits(caps, prices.currency);
  if (wrong) return <Trouble problem={wrong} />;
  return (
    <p class="notice gold price-sentence" aria-live="polite">
      {n === 0 ? (
        "When the data is here, its price by people alone stands here."
      ) : (
        <>
          People alone: <strong>{peopleOnly(n, prices.label, prices.currency)}</strong>. You ask for{" "}
          {wanted === "model"
            ? "the best model for this budget"
            : `${goal(target)} (${count(Math.floor(target.error * n))} of ${counted(n, "item")})`}
          . A model that learns from the first answers takes over what it can be trusted with; how much that saves is
          told after the first rounds
          {most && `, and it takes no more than ${most}`}.
        </>
      )}
    </p>
  );
}
