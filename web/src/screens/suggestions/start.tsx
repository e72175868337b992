/** Begin a run: what is asked, and for a paid one what it will cost, before anything is spent. */

import { useState } from "preact/hooks";
import * as calls from "../../api/calls";
import type { NewRun, Project, SuggestionRun } from "../../api/types";
import { counted, money } from "../../core/format";
import { oneClass, sourcesOf, total, type Source } from "../../core/suggestions";
import { useAct, type Act } from "../../ui/act";
import { Amount } from "../../ui/amount";
import { Dialog, Segments, TextField, Trouble } from "../../ui/parts";

interface Given {
  project: Project;
  send: (order: NewRun) => Promise<boolean>;
}

/** While one goes on, none can begin: it stands below, with its button to cancel it. */
export function Start({ project, runs, changed }: { project: Project; runs: SuggestionRun[]; changed: () => void }) {
  const sources = sourcesOf(project.schema.questions);
  const able = sources.filter(([name]) => name !== "answers" || oneClass(project));
  const [source, choose] = useState<Source>(able[0]?.[0] ?? "label_studio");
  const [act, fault] = useAct(changed);
  const given = { project, send: (order: NewRun) => begin(act, project, order) };
  const before = runs.find((run) => run.from === source);
  if (runs.some((run) => run.state === "running") || project.counts.items === 0) return null;
  if (project.counts.unlabelled === 0)
    return <p class="card second">Every item has a label: there is nothing to suggest.</p>;
  return (
    <section class="card stack">
      <div>
        <h2>Start a run</h2>
        <p class="second">For the {counted(project.counts.unlabelled, "item")} without a label.</p>
      </div>
      <Segments label="Suggestions from" value={source} options={sources} choose={choose} />
      {source === "documents" && <FromDocuments {...given} />}
      {source === "answers" && <FromAnswers {...given} />}
      {source === "label_studio" && <FromBackend key={source} {...given} before={before} />}
      {source === "llm" && <FromModel key={source} {...given} before={before} currency={runs[0]?.currency ?? "USD"} />}
      <Trouble problem={fault} />
      <details>
        <summary>Bring suggestions along</summary>
        <p class="small second">
          Suggestions of a model of your own come with the items, as <code>suggestion</code>: see{" "}
          <a href={`/projects/${project.id}/import`}>Import</a>.
        </p>
      </details>
    </section>
  );
}

async function begin(act: Act, project: Project, order: NewRun): Promise<boolean> {
  const made = await act(() => calls.startSuggestionRun(project.id, order), "The run has begun.");
  return made !== undefined;
}

function FromDocuments({ send }: Given) {
  const [ocr, setOcr] = useState(false);
  const start = (event: Event) => {
    event.preventDefault();
    void send({ from: "documents", ocr, examples: 40 });
  };
  return (
    <form class="stack" onSubmit={start}>
      <p class="second">
        What the fields say is learned from the documents that people have answered, five or ten to begin with. It costs
        nothing, and nothing leaves the server.
      </p>
      <label class="check">
        <input type="checkbox" checked={ocr} onChange={(event) => setOcr(event.currentTarget.checked)} />
        Read scans and photos too (OCR, some seconds a page)
      </label>
      <div class="buttons">
        <button class="button primary">Read the documents</button>
      </div>
    </form>
  );
}

function FromAnswers({ project, send }: Given) {
  const taught = (project.per_class ?? []).filter((one) => one.human >= 5).length;
  const able = oneClass(project);
  const start = (event: Event) => {
    event.preventDefault();
    void send({ from: "answers" });
  };
  return (
    <form class="stack" onSubmit={start}>
      <p class="second">
        {!able
          ? "The built-in model learns one class of several. For these questions ask a backend or a language model."
          : taught >= 2
            ? "The built-in model learns from all answers that there are. It costs nothing, and nothing leaves the server."
            : "It takes 5 answers to each of two classes before the built-in model can learn from them."}
      </p>
      <div class="buttons">
        <button class="button primary" disabled={!able || taught < 2}>
          Learn from the answers
        </button>
      </div>
    </form>
  );
}

function FromBackend({ send, before }: Given & { before: SuggestionRun | undefined }) {
  const [url, setUrl] = useState(before?.url ?? "");
  const [files, setFiles] = useState("");
  const start = (event: Event) => {
    event.preventDefault();
    void send({
      from: "label_studio",
      url: url.trim(),
      batch: 8,
      timeout: 60,
      ...(files.trim() && { files: files.trim() }),
    });
  };
  return (
    <form class="stack" onSubmit={start}>
      <TextField
        label="Address of the backend"
        required
        maxLength={2000}
        placeholder="http://localhost:9090"
        value={url}
        change={setUrl}
        autocomplete="off"
        hint="Any model behind Label Studio's protocol for ML backends. Items are sent there, files inside the request."
      />
      <details>
        <summary>The backend can read the files elsewhere</summary>
        <TextField
          label="Address of a file"
          maxLength={2000}
          placeholder="https://files.example/{key}"
          value={files}
          change={setFiles}
          hint="With {key} for the item's key."
        />
      </details>
      <div class="buttons">
        <button class="button primary" disabled={!url.trim()}>
          Ask the backend
        </button>
      </div>
    </form>
  );
}

function FromModel({
  project,
  send,
  before,
  currency,
}: Given & { before: SuggestionRun | undefined; currency: string }) {
  const [url, setUrl] = useState(before?.url ?? "");
  const [model, setModel] = useState(before?.model ?? "");
  const [price, setPrice] = useState<number | null>(before?.price ?? null);
  const [images, setImages] = useState(false);
  const [asking, ask] = useState(false);
  const items = project.counts.unlabelled;
  const most = total(price ?? 0, items);
  const start = async () => {
    ask(false);
    const order = { url: url.trim(), model: model.trim(), price: price ?? 0, at_most: most, images, timeout: 60 };
    await send({ from: "llm", ...order });
  };
  const confirm = (event: Event) => {
    event.preventDefault();
    ask(true);
  };
  return (
    <form class="stack" onSubmit={confirm}>
      <div class="grid">
        <TextField
          label="Address"
          required
          maxLength={2000}
          placeholder="http://localhost:8000/v1"
          value={url}
          change={setUrl}
          autocomplete="off"
          hint="Up to and without /chat/completions."
        />
        <TextField label="Model" required maxLength={200} value={model} change={setModel} autocomplete="off" />
      </div>
      <Amount
        label="Price of a call"
        unit={currency}
        value={price}
        change={setPrice}
        hint={
          price === null
            ? "One call an item. 0 where it costs nothing."
            : `${counted(items, "item")} cost at most ${money(most, currency)}.`
        }
      />
      <label class="check">
        <input type="checkbox" checked={images} onChange={(event) => setImages(event.currentTarget.checked)} />
        The model takes images
      </label>
      <div class="buttons">
        <button class="button primary" disabled={!url.trim() || !model.trim() || price === null}>
          Ask the model …
        </button>
      </div>
      <Dialog title={`Spend at most ${money(most, currency)}?`} open={asking} close={() => ask(false)}>
        <p>
          {model} is asked once for each of {counted(items, "item")}, at {price} {currency} a call. Replies are kept and
          never paid twice; you can cancel at any time, and what was said until then stays.
        </p>
        <div class="buttons">
          <button type="button" class="button primary" onClick={() => void start()}>
            Start and spend at most {money(most, currency)}
          </button>
          <button type="button" class="button" onClick={() => ask(false)}>
            Not now
          </button>
        </div>
      </Dialog>
    </form>
  );
}
