/** Who labels for the machine: a quiet block, for those who know better than what is usual. */

import "./race.css";
import { useState } from "preact/hooks";
import * as calls from "../api/calls";
import type { Problem } from "../api/problem";
import { useResource } from "../api/resource";
import { chosen, fault, LLM, toggled, type Labeler, type Llm, type Race } from "../core/race";
import { Amount } from "./amount";
import { TextField, Trouble } from "./parts";

interface RaceProps {
  race: Race;
  change: (race: Race) => void;
  project: number;
  currency: string;
  refused?: Problem | undefined; // what the server said of it
}

export function RaceFields({ race, change, project, currency, refused }: RaceProps) {
  const [open, setOpen] = useState(race.labelers !== null || race.llm !== null);
  const said = refused?.about("labelers", "llm") ? refused.message : null;
  const wrong = fault(race) ?? said;
  return (
    <details class="race" open={open || wrong !== null} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Who labels for the machine</summary>
      {(open || wrong) && (
        <div class="stack">
          <p class="small second">
            They race on what people have said; who makes the whole cheapest wins. The promise does not depend on it.
          </p>
          <Racers race={race} change={change} project={project} />
          {race.llm && <LlmFields llm={race.llm} change={(llm) => change({ ...race, llm })} currency={currency} />}
          <Trouble problem={wrong} />
        </div>
      )}
    </details>
  );
}

function Racers({ race, change, project }: Pick<RaceProps, "race" | "change" | "project">) {
  const { data, problem, reload } = useResource(`labelers ${project}`, () => calls.labelers(project));
  if (problem) return <Trouble problem={problem} retry={reload} />;
  if (!data) return <p class="quiet" aria-busy="true" />;
  const names = chosen(race, data);
  return (
    <ul class="racers">
      {data.map((one) => (
        <li key={one.name}>
          <Racer
            labeler={one}
            checked={one.name === LLM ? race.llm !== null : names.includes(one.name)}
            toggle={() => change(toggled(race, one.name, data))}
          />
        </li>
      ))}
    </ul>
  );
}

interface RacerProps {
  labeler: Labeler;
  checked: boolean;
  toggle: () => void;
}

/** One that was chosen before and cannot race here can be left out. */
const Racer = ({ labeler: { name, words, refused }, checked, toggle }: RacerProps) => (
  <label class="racer">
    <input type="checkbox" checked={checked} disabled={refused !== null && !checked} onChange={toggle} />
    <span>
      {name === LLM ? "language model" : name}
      <small class="second">{refused ?? words}</small>
    </span>
  </label>
);

function LlmFields({ llm, change, currency }: { llm: Llm; change: (llm: Llm) => void; currency: string }) {
  const amount = (name: "price_in" | "price_out", label: string) => (
    <Amount
      label={label}
      unit={currency}
      value={llm[name] ?? null}
      change={(value) => change({ ...llm, [name]: value ?? 0 })}
      hint="as the endpoint counts them; empty: nothing"
    />
  );
  return (
    <fieldset>
      <legend class="visually-hidden">Language model</legend>
      <div class="grid order-grid">
        <TextField
          label="Its address"
          value={llm.url}
          change={(url) => change({ ...llm, url })}
          hint="up to and without /chat/completions; its key is the server's business"
        />
        <TextField
          label="Its model"
          value={llm.model}
          change={(model) => change({ ...llm, model })}
          hint="the name that the endpoint knows"
        />
        <Amount
          label="One call"
          unit={currency}
          value={llm.price}
          change={(price) => change({ ...llm, price })}
          hint="0 if it is free"
        />
        {amount("price_in", "A million tokens read")}
        {amount("price_out", "A million tokens written")}
        <Amount
          label="Calls at the same time"
          unit="calls"
          value={llm.at_once ?? 4}
          change={(value) => change({ ...llm, at_once: value ?? 4 })}
        />
        <TextField
          label="What it is asked"
          value={llm.question ?? ""}
          change={(question) => change({ ...llm, question })}
          hint="empty: the project's question; it is told the guideline and the classes too"
        />
      </div>
    </fieldset>
  );
}
