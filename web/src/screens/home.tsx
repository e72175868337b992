/** The project at a glance: what is labelled by whom, what it cost against the plan, and what waits for you. */

import "./home.css";
import * as calls from "../api/calls";
import { useResource } from "../api/resource";
import type { Campaign, ClassCounts, Project } from "../api/types";
import {
  costs,
  forecastOf,
  inWords,
  isPeople,
  kindName,
  live,
  roundsOf,
  saving,
  stagesOf,
  total,
  type Stage,
} from "../core/campaign";
import { count, counted, duration, money, percent, withInterval } from "../core/format";
import { goal, reference } from "../core/order";
import type { Params } from "../core/route";
import { Bar, Key } from "../ui/bar";
import { RoundsChart } from "../ui/chart";
import { Hallmark } from "../ui/hallmark";
import { Icon } from "../ui/icons";
import { Heading, Trouble } from "../ui/parts";
import { RoundsTable } from "../ui/rounds";
import { ProjectScreen, type InProject } from "../ui/shell";

export default function Home({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Overview {...given} />}</ProjectScreen>;
}

function Overview({ project, version }: InProject) {
  const id = String(project.id);
  const { data: campaigns, problem, reload } = useResource(`campaigns ${id}`, () => calls.campaigns(id), version);
  const campaign = campaigns?.[0];
  return (
    <>
      <div class="row between">
        <Heading title={project.name} tab={project.name}>
          <p>{campaign ? inWords(campaign) : beginning(project)}</p>
        </Heading>
        <div class="buttons">
          {campaign?.certified ? (
            <a class="button primary" href={`/projects/${id}/releases`}>
              Get the labels
            </a>
          ) : (
            <a class="button primary" href={`/projects/${id}/annotate`}>
              Label
            </a>
          )}
        </div>
      </div>
      <Trouble problem={problem} retry={reload} />
      {campaign && <Stages campaign={campaign} />}
      <div class="home-grid">
        <div class="stack">
          <Labelled project={project} />
          <CertificateState project={project} campaign={campaign} />
        </div>
        <div class="stack">
          <Todo project={project} campaign={campaign} known={campaigns !== undefined} />
          {campaign && <Spent campaign={campaign} />}
        </div>
        {campaign && campaign.rounds.length > 0 && <Rounds campaign={campaign} project={project} />}
      </div>
    </>
  );
}

const beginning = ({ counts }: Project): string =>
  counts.items === 0
    ? "There is no data yet."
    : `${counted(counts.items - counts.duplicates, "item")} to label; no campaign has begun.`;

const SAID: Record<Stage["state"], string> = {
  past: "done",
  present: "now",
  ahead: "later",
  unneeded: "(not needed)",
  unreached: "not reached",
};

function Stages({ campaign }: { campaign: Campaign }) {
  return (
    <ol class="plain stages" aria-label="Stages of the campaign">
      {stagesOf(campaign).map(({ name, words, state }) => (
        <li key={name} class={state} aria-current={state === "present" ? "step" : undefined}>
          <span class="stage-dot">{state === "past" && <Icon name="check" size={12} />}</span>
          {words}
          <span class={state === "unneeded" ? "small" : "visually-hidden"}>{SAID[state]}</span>
        </li>
      ))}
    </ol>
  );
}

const MOST_CLASSES = 12;
/** With so many labels for each class, one that has none is worth a look. */
const ENOUGH_EACH = 10;

function Labelled({ project }: { project: Project }) {
  const { counts, per_class = [] } = project;
  const most = Math.max(1, ...per_class.map((one) => one.human + one.machine));
  const empty = counts.unlabelled === counts.items - counts.duplicates;
  const rows = per_class.slice(0, MOST_CLASSES);
  const late = counts.human + counts.machine >= ENOUGH_EACH * per_class.length;
  return (
    <section class="card home-labelled">
      <div class="row between">
        <h2>Who labelled what</h2>
        <a class="small" href={`/projects/${project.id}/items`}>
          All items
        </a>
      </div>
      <div class="stack">
        <Bar shares={counts} height={30} />
        <Key counts={counts} />
        {!empty && rows.length > 0 && (
          <table class="class-bars">
            <caption class="visually-hidden">By class</caption>
            <tbody>
              {rows.map((one) => (
                <ClassRow key={one.class} one={one} most={most} late={late} project={project.id} />
              ))}
            </tbody>
          </table>
        )}
        {per_class.length > MOST_CLASSES && (
          <p class="small quiet">and {count(per_class.length - MOST_CLASSES)} more classes</p>
        )}
        {counts.duplicates > 0 && (
          <p class="small quiet">
            {counted(counts.duplicates, "copy", "copies")} of other items {counts.duplicates === 1 ? "is" : "are"}{" "}
            labelled with their original.
          </p>
        )}
      </div>
    </section>
  );
}

interface ClassRowProps {
  one: ClassCounts;
  most: number;
  late: boolean; // the others have many by now
  project: number;
}

function ClassRow({ one, most, late, project }: ClassRowProps) {
  const sum = one.human + one.machine;
  return (
    <tr>
      <th scope="row" dir="auto">
        <a href={`/projects/${project}/items?class=${encodeURIComponent(one.class)}`}>{one.class}</a>
      </th>
      <td class="class-bar">
        {sum === 0 && !late ? (
          <span class="small quiet">no label yet</span>
        ) : sum === 0 ? (
          <span class="tag bad small">
            <Icon name="alert" size={13} /> no label yet
          </span>
        ) : (
          <Bar shares={{ ...one, unlabelled: 0 }} of={most} height={12} />
        )}
      </td>
      <td class="number small">{count(sum)}</td>
    </tr>
  );
}

/** What waits for somebody, the most urgent first, with what happens if nobody acts. */
function Todo({ project, campaign, known }: { project: Project; campaign: Campaign | undefined; known: boolean }) {
  const root = `/projects/${project.id}`;
  const todo: [string, string, string, string][] = [];
  const waiting = Number(campaign?.progress["asked"] ?? 0) - Number(campaign?.progress["answered"] ?? 0);
  const manages = project.role === "admin" || project.role === "manager";
  if (project.counts.items === 0)
    todo.push(["Bring data", "Without items there is nothing to label.", `${root}/import`, "Import"]);
  else if (known && !campaign)
    todo.push([
      "Plan and start a campaign",
      "Until then, every item waits for a person.",
      `${root}/plan`,
      "To the plan",
    ]);
  if (campaign && live(campaign) && waiting > 0)
    todo.push([
      `${counted(waiting, "answer")} wanted`,
      "The campaign waits until people have given them.",
      `${root}/annotate`,
      "Label",
    ]);
  if (campaign?.state === "failed")
    todo.push([
      "The campaign failed",
      campaign.reason ?? "Its reason is on the rounds page.",
      `${root}/campaigns`,
      "Look",
    ]);
  if (campaign?.state === "cancelled")
    todo.push([
      "The campaign was cancelled",
      "Answers are kept; a new one begins where they are.",
      `${root}/plan`,
      "To the plan",
    ]);
  if (campaign?.state === "finished" && !campaign.certified && campaign.goal === "labels")
    todo.push([
      "Decide how to go on",
      "Some items have no label, so nothing is promised yet.",
      `${root}/certificate`,
      "See the ways",
    ]);
  if (campaign?.certified)
    todo.push([
      "Freeze a release",
      "Labels can still be corrected; a release stays as it is.",
      `${root}/releases`,
      "Releases",
    ]);
  if (manages && !project.guideline.text.trim())
    todo.push([
      "Write the guideline",
      "People decide alike only when they read the same rule.",
      `${root}/guideline`,
      "Write",
    ]);
  return (
    <section class="card">
      <h2>Waiting for you</h2>
      {todo.length === 0 ? (
        <p class="second">Nothing. {campaign && live(campaign) ? "The machine is at work." : ""}</p>
      ) : (
        <ul class="plain todo">
          {todo.map(([title, why, to, words]) => (
            <li key={title}>
              <div>
                <strong>{title}</strong>
                <p class="small second">{why}</p>
              </div>
              <a class="button small" href={to}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const USED = [
  ["people_hours", 3600, "hour", "of people"],
  ["device_hours", 3600, "hour", "of computing"],
  ["days", 86_400, "day", "at the pace of the team"],
] as const;

/** What was used beside money, and the caps on it; "" before anything was. */
function hours({ used, caps }: Campaign): string {
  const told = USED.flatMap(([name, seconds, unit, words]) => {
    const [value, cap] = [used[name], caps[name]];
    if (value === undefined || (value === 0 && cap === null)) return [];
    const long = unit === "day" && value >= 2 ? `${value.toPrecision(2)} days` : duration(value * seconds);
    return `${long} ${words}${cap === null ? "" : ` (at most ${counted(cap, unit)})`}`;
  });
  return told.join(", ");
}

function Spent({ campaign }: { campaign: Campaign }) {
  const { currency } = campaign.prices;
  const spent = total(campaign.spent);
  const people = costs(campaign.spent).reduce((sum, [kind, amount]) => sum + (isPeople(kind) ? amount : 0), 0);
  const forecast = live(campaign) ? forecastOf(campaign) : null; // afterwards only the truth counts
  const alone = campaign.n_items * reference(campaign.prices);
  const top = Math.max(alone, forecast?.high ?? 0, spent, 1e-9);
  const at = (amount: number) => `${(100 * amount) / top}%`;
  return (
    <section class="card">
      <h2>Money</h2>
      <div class="stack">
        <p class="figure">
          <strong>{money(spent, currency)}</strong>{" "}
          <span class="second">
            spent{campaign.caps.money !== null && ` of at most ${money(campaign.caps.money, currency)}`}
          </span>
        </p>
        {hours(campaign) && <p class="small second">{hours(campaign)}</p>}
        <svg
          class="gauge"
          width="100%"
          height="38"
          role="img"
          aria-label={`Spent ${money(spent, currency)}; forecast ${forecast ? money(forecast.mid, currency) : "none now"}; people alone ${money(alone, currency)}`}
        >
          <rect class="gauge-all" x="0.5" y="9" width="100%" height="20" rx="4" />
          {forecast && (
            <rect
              class="gauge-band"
              x={at(forecast.low)}
              width={at(Math.max(0, forecast.high - forecast.low))}
              y="9"
              height="20"
            />
          )}
          <rect class="bar-machine" width={at(spent)} y="9" height="20" rx="4" />
          <rect class="bar-human" width={at(people)} y="9" height="20" rx="4" />
          {forecast && <line class="gauge-mid" x1={at(forecast.mid)} x2={at(forecast.mid)} y1="3" y2="35" />}
        </svg>
        <dl class="pairs small">
          {costs(campaign.spent).map(([kind, amount]) => (
            <div key={kind}>
              <dt>
                <i class={`swatch ${isPeople(kind) ? "human" : "machine"}`} /> {kindName(kind)}
              </dt>
              <dd>{money(amount, currency)}</dd>
            </div>
          ))}
          {forecast && (
            <div class="ruled">
              <dt>
                <i class="swatch forecast" /> Forecast total
              </dt>
              <dd>
                {money(forecast.mid, currency)}{" "}
                <span class="quiet nowrap">
                  {money(forecast.low, currency)} to {money(forecast.high, currency)}
                </span>
              </dd>
            </div>
          )}
          <div class={live(campaign) ? "" : "ruled"}>
            <dt>
              <i class="swatch open" /> People alone would cost
            </dt>
            <dd>{money(alone, currency)}</dd>
          </div>
        </dl>
        {campaign.certified && <p class="notice gold">{saving(spent, alone, currency)}</p>}
      </div>
    </section>
  );
}

function CertificateState({ project, campaign }: { project: Project; campaign: Campaign | undefined }) {
  const ended = campaign?.state === "finished";
  if (campaign?.goal === "model") return <ModelState campaign={campaign} />;
  const broken = campaign?.state === "failed" || (ended && !campaign.certified);
  const link = <a href={`/projects/${project.id}/certificate`}>{campaign?.certified ? "Read it" : "See why"}</a>;
  return (
    <section class="card certificate-state">
      <Hallmark state={campaign?.certified ? "holds" : broken ? "failed" : "open"} size={58} />
      <div>
        <h2>Certificate</h2>
        {campaign?.certified ? (
          <p>
            {project.counts.machine > 0
              ? `Issued: ${goal(campaign.target)}.`
              : "People gave every label, so there was nothing to prove."}{" "}
            {link}
          </p>
        ) : broken ? (
          <p>Nothing could be promised. {link}</p>
        ) : (
          <Wanted campaign={campaign} />
        )}
      </div>
    </section>
  );
}

/** Of a campaign for a model: what its exam has shown. */
function ModelState({ campaign }: { campaign: Campaign }) {
  const { model } = campaign;
  return (
    <section class="card">
      <h2>The model</h2>
      {model ? (
        <p>
          Right on {percent(model.accuracy)} of {counted(model.items, "item")} that it never learned from: on items like
          these between {percent(model.low)} and {percent(model.high)}, {percent(campaign.target.confidence)} sure. Its
          predictions are labels of the machine; nothing is promised of each.
        </p>
      ) : (
        <p class="second">
          {live(campaign) ? "Not yet: its exam comes last." : "None: see the rounds for the reason."}
        </p>
      )}
    </section>
  );
}

function Wanted({ campaign }: { campaign: Campaign | undefined }) {
  const accuracy = campaign ? (roundsOf(campaign).findLast((one) => one.accuracy)?.accuracy ?? null) : null;
  return (
    <p class="second">
      {campaign ? `Not yet. Wanted: ${goal(campaign.target)}.` : "None: a campaign ends with one."}
      {accuracy && (
        <>
          {" "}
          Left alone, the machine would now be right for about {withInterval(
            accuracy.mid,
            accuracy.low,
            accuracy.high,
          )}{" "}
          of the items; this is an <em>estimate</em>.
        </>
      )}
    </p>
  );
}

function Rounds({ campaign, project }: { campaign: Campaign; project: Project }) {
  const alone = campaign.n_items * reference(campaign.prices);
  return (
    <section class="card home-rounds">
      <div class="row between">
        <h2>Rounds</h2>
        <a class="small" href={`/projects/${project.id}/campaigns`}>
          All rounds
        </a>
      </div>
      <div class="stack">
        {campaign.rounds.length > 1 && <RoundsChart campaign={campaign} peopleOnly={alone} />}
        <RoundsTable campaign={campaign} most={5} />
      </div>
    </section>
  );
}
