/** What would it cost, how good would it be: total cost against certified accuracy, and the button that begins. */

import "./plan.css";
import { useEffect, useState } from "preact/hooks";
import * as calls from "../../api/calls";
import { Problem, words } from "../../api/problem";
import { useResource } from "../../api/resource";
import type { Campaign, Plan as Forecast, Project } from "../../api/types";
import {
  bandOf,
  costs,
  curveOf,
  forecastOf,
  isPeople,
  kindName,
  live,
  roundsOf,
  saving,
  total,
  type CurvePoint,
} from "../../core/campaign";
import { counted, duration, money, percent } from "../../core/format";
import {
  alsoAtMost,
  fault,
  formOf,
  goal,
  limits,
  orderOf,
  peopleOnly,
  reference,
  USUAL,
  type Order,
  type OrderForm,
} from "../../core/order";
import { read } from "../../core/promises";
import { classesOf } from "../../core/questions";
import { read as readRace } from "../../core/race";
import type { Params } from "../../core/route";
import { address, refine } from "../../router";
import { CostChart, RoundsChart, SplitBar } from "../../ui/chart";
import { CopyAs, literal } from "../../ui/copy";
import { OrderFields } from "../../ui/order";
import { RaceFields } from "../../ui/race";
import { Dialog, Heading, Progress, Segments, Trouble } from "../../ui/parts";
import { ProjectScreen, type InProject } from "../../ui/shell";

/** The accuracies people ask for: 90, 92, 95, 97 and 99 %. */
const MARKS = [0.1, 0.08, 0.05, 0.03, 0.01] as const;
export default function Plan({ params }: { params: Params }) {
  return <ProjectScreen id={params["id"] as string}>{(given) => <Planner {...given} />}</ProjectScreen>;
}

/** The goal and prices at hand: of the address, else of the last campaign, else the usual. */
function useForm(campaign: Campaign | undefined): [OrderForm, (some: Partial<OrderForm>) => void] {
  const query = address.value.searchParams;
  const before = campaign ? formOf(campaign) : USUAL;
  const given = (name: string, otherwise: number) => (query.has(name) ? Number(query.get(name)) : otherwise);
  const or = (name: string, otherwise: number | null) =>
    query.has(name) ? (query.get(name) === "none" ? null : Number(query.get(name))) : otherwise;
  const form: OrderForm = {
    error: given("error", before.error),
    confidence: given("confidence", before.confidence),
    tolerance: given("tolerance", before.tolerance),
    promises: read(query.get("promises")) ?? before.promises,
    label: given("label", before.label),
    verify: or("verify", before.verify),
    grid: or("grid", before.grid),
    expert: or("expert", before.expert),
    deviceHour: given("device_hour", before.deviceHour),
    currency: query.get("currency") ?? before.currency,
    goal: (query.get("goal") ?? before.goal) === "model" ? "model" : "labels",
    worth: or("worth", before.worth),
    budget: or("budget", before.budget),
    peopleHours: or("people_hours", before.peopleHours),
    deviceHours: or("device_hours", before.deviceHours),
    days: or("days", before.days),
    people: given("people", before.people),
    hoursADay: given("hours_a_day", before.hoursADay),
    daysAWeek: given("days_a_week", before.daysAWeek),
    race: readRace(query.get("race")) ?? before.race,
  };
  const change = (some: Partial<OrderForm>) => {
    const named = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    refine(Object.fromEntries(Object.entries(some).map(([name, value]) => [named(name), written(value)])));
  };
  return [form, change];
}

/** A value of the form as the address holds it. */
const written = (value: OrderForm[keyof OrderForm] | undefined): string =>
  value === null ? "none" : typeof value === "object" ? JSON.stringify(value) : String(value);

function Planner({ project, version, changed }: InProject) {
  const id = String(project.id);
  const { data: campaigns } = useResource(`campaigns ${id}`, () => calls.campaigns(id), version);
  const campaign = campaigns?.[0];
  const [form, change] = useForm(campaign);
  const order = orderOf(form);
  const by = order.slice_by === null ? "" : `, slice_by=${literal(order.slice_by)}`;
  const race = order.labelers || order.llm ? `, labelers=${literal(order.labelers)}, llm=${literal(order.llm)}` : "";
  const { plan, problem, refused, again } = useForecast(project, form, campaigns !== undefined, version);
  return (
    <>
      <div class="row between">
        <Heading title="Plan">
          <p>The least total cost for the accuracy you want, audit and training included.</p>
        </Heading>
        <CopyAs
          call={{
            method: "POST",
            path: `/projects/${id}/plans`,
            body: order,
            python: `plan = client.plans.make(${id}, target=${literal(order.target)}, prices=${literal(order.prices)}${by}${race})\nprint(plan.sentence)`,
          }}
        />
      </div>
      <div class="plan-grid">
        <div class="stack">
          <section class="card stack">
            <h2>
              Cost against accuracy <span class="tag none">forecast</span>
            </h2>
            <Trouble problem={problem} retry={again} />
            {plan ? (
              <Curve plan={plan} form={form} change={change} campaign={campaign} />
            ) : (
              !problem && (
                <p class="quiet" aria-busy="true">
                  Working out the forecast
                </p>
              )
            )}
          </section>
          {campaign && campaign.rounds.length > 1 && (
            <section class="card stack">
              <h2>Forecast against actual</h2>
              <RoundsChart campaign={campaign} peopleOnly={campaign.n_items * reference(campaign.prices)} />
            </section>
          )}
        </div>
        <div class="stack">
          <section class="card stack">
            <h2>Target and prices</h2>
            <OrderFields
              form={form}
              change={change}
              project={project.id}
              classes={classesOf(project.schema)}
              refused={refused}
            />
            <RaceFields
              race={form.race}
              change={(race) => change({ race })}
              project={project.id}
              currency={form.currency}
              refused={refused}
            />
          </section>
          <Begin project={project} form={form} campaign={campaign} changed={changed} />
        </div>
      </div>
    </>
  );
}

const TYPING_PAUSE = 350;
const COMPUTING_PAUSE = 1500;

/** The forecast for a form: asked for when the form rests, and again while the server still works on it. */
function useForecast(project: Project, form: OrderForm, ready: boolean, version: number) {
  const [plan, setPlan] = useState<Forecast>();
  const [problem, setProblem] = useState("");
  const [refused, setRefused] = useState<Problem>();
  const [turn, setTurn] = useState(0);
  const order = JSON.stringify(orderOf(form));
  const wrong = fault(form);
  const may = project.role === "admin" || project.role === "manager"; // others look at the newest plan
  useEffect(() => {
    if (!ready || wrong || project.counts.items === 0) return;
    let current = true;
    const ask = async () => {
      try {
        let next = may
          ? await calls.makePlan(project.id, JSON.parse(order) as Order)
          : (await calls.plans(project.id))[0];
        if (!next) return setProblem("Nobody has made a plan yet.");
        while (current && next.state === "computing") {
          setPlan((before) => before ?? next);
          await new Promise((resolve) => setTimeout(resolve, COMPUTING_PAUSE));
          next = await calls.plan(next.id);
        }
        if (current) (setPlan(next), setProblem(""), setRefused(undefined));
      } catch (error) {
        if (current) (setProblem(words(error)), setRefused(error instanceof Problem ? error : undefined));
      }
    };
    const timer = setTimeout(() => void ask(), TYPING_PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [order, ready, turn, wrong, Math.floor(version / 20)]);
  const none = project.counts.items === 0 ? "There is no data yet: import items first." : "";
  return { plan, problem: wrong ?? (none || problem), refused, again: () => setTurn(turn + 1) };
}

interface CurveProps {
  plan: Forecast;
  form: OrderForm;
  change: (some: Partial<OrderForm>) => void;
  campaign: Campaign | undefined;
}

function Curve({ plan, form, change, campaign }: CurveProps) {
  const error = orderOf(form).target.error;
  const own = campaign && live(campaign) ? curveOf(campaign, reference(campaign.prices)) : [];
  const curve: readonly CurvePoint[] = own.length ? own : plan.curve;
  const marks = MARKS.filter((mark) => curve.some((one) => Math.abs(one.error_target - mark) < 1e-9));
  const chosen = form.goal === "model" ? undefined : nearest(curve, error);
  const choose = (mark: number) => change({ error: Math.round(mark * 1e4) / 100 });
  const pilot = pilotOf(plan.pilot_needed, form.label);
  const known = plan.state === "computing" ? "" : chosen ? forecast(plan, chosen, form) : plan.sentence;
  const sentence = own.length ? expects(campaign!) : known;
  return (
    <div class="stack">
      {campaign?.certified && (
        <p class="notice">
          Campaign {campaign.id} has labelled everything, with a{" "}
          <a href={`/projects/${campaign.project_id}/certificate`}>certificate</a>. This is what another one would cost.
        </p>
      )}
      {sentence && <p class="plan-sentence">{sentence}</p>}
      {own.length === 0 &&
        plan.notes.map((note) => (
          <p key={note} class="notice gold">
            {note}
          </p>
        ))}
      {plan.state === "computing" && own.length === 0 && (
        <Progress words="The forecast is being worked out" value={null} max={1} />
      )}
      {pilot && pilot.labels > 0 && curve.length === 0 && (
        <p class="notice gold">
          <strong>There is no useful forecast yet.</strong> Label about {counted(pilot.labels, "item")} first (
          {money(pilot.cost, form.currency)}), or start: a campaign begins with just these, so nothing is lost either
          way.
        </p>
      )}
      {curve.length > 1 && (
        <CostChart
          curve={curve}
          peopleOnly={plan.all_human_cost}
          currency={form.currency}
          marks={marks}
          chosen={chosen?.error_target ?? -1}
          choose={choose}
          now={present(campaign)}
        />
      )}
      {marks.length > 0 && chosen && (
        <Segments
          label="Accuracy"
          value={String(marks.find((mark) => Math.abs(mark - error) < 1e-9) ?? "")}
          options={marks.map((mark) => [String(mark), percent(1 - mark)] as const)}
          choose={(mark) => choose(Number(mark))}
        />
      )}
      {chosen && <Split point={chosen} plan={plan} currency={form.currency} />}
    </div>
  );
}

/** How long it takes, in a sentence. */
function takes({ people_hours, days }: NonNullable<CurvePoint["time"]>): string {
  const [low, mid, high] = [days.low, days.mid, days.high].map((n) => Math.round(10 * n) / 10);
  const calendar = days.high < 1 ? "less than a day" : `${mid} days (${low} to ${high})`;
  return `People answer for about ${duration(3600 * people_hours.mid)}; at the pace of the team it takes ${calendar}.`;
}

/** The forecast in a sentence. */
function forecast({ all_human_cost }: Forecast, { cost, error_target }: CurvePoint, form: OrderForm): string {
  const said = (amount: number) => money(amount, form.currency);
  return `To be ${percent(form.confidence / 100)} sure that at most ${percent(error_target)} are wrong${alsoAtMost(orderOf(form).target)}, expect to pay about ${said(cost.mid)} from here on (${said(cost.low)} to ${said(cost.high)}). People alone would cost ${said(all_human_cost)}.`;
}

/** What a running campaign expects of itself. */
function expects(campaign: Campaign): string {
  const { currency } = campaign.prices;
  const forecast = forecastOf(campaign);
  if (!forecast) return "";
  if (campaign.goal === "model") {
    const right = bandOf((campaign.forecast as Record<string, unknown>)["accuracy"]);
    const accuracy = right
      ? ` and to be right on about ${percent(right.mid)} (${percent(right.low)} to ${percent(right.high)})`
      : "";
    return `The model expects to cost ${money(forecast.mid, currency)} in all${accuracy}; ${money(total(campaign.spent), currency)} of it is spent.`;
  }
  return `To be ${percent(campaign.target.confidence)} sure that at most ${percent(campaign.target.error)} are wrong${alsoAtMost(campaign.target)}, the campaign expects to cost ${money(forecast.mid, currency)} in all (${money(forecast.low, currency)} to ${money(forecast.high, currency)}); ${money(total(campaign.spent), currency)} of it is spent.`;
}

/** How many items are to be labelled before the forecast is of use, and what they cost. */
function pilotOf(needed: unknown, price: number): { labels: number; cost: number } | null {
  const { labels, cost } = (needed ?? {}) as { labels?: number; cost?: number };
  return labels === undefined ? null : { labels, cost: cost ?? labels * price };
}

/** What a campaign is for. */
const wanted = (form: OrderForm): string =>
  form.goal === "model" ? "the best model for this budget, examined blindly" : goal(orderOf(form).target);

/** What a campaign never passes, as a sentence of its own; "" where there is no cap. */
const within = (form: OrderForm): string => {
  const most = limits(orderOf(form).caps, form.currency);
  return most && ` It takes at most ${most}.`;
};

const nearest = (curve: readonly CurvePoint[], error: number): CurvePoint | undefined =>
  [...curve].sort((a, b) => Math.abs(a.error_target - error) - Math.abs(b.error_target - error))[0];

/** Where a campaign stands: the machine's estimated accuracy, and what has been spent. */
function present(campaign: Campaign | undefined): { accuracy: number; spent: number } | null {
  if (!campaign || !live(campaign)) return null;
  const accuracy = roundsOf(campaign).findLast((one) => one.accuracy)?.accuracy;
  return accuracy ? { accuracy: accuracy.mid, spent: total(campaign.spent) } : null;
}

function Split({ point, plan, currency }: { point: CurvePoint; plan: Forecast; currency: string }) {
  const parts = costs(point.split).map(([kind, amount]) => ({ name: kindName(kind), amount, people: isPeople(kind) }));
  return (
    <section class="stack" aria-label="The cost in its parts">
      <h3>
        For {percent(1 - point.error_target)}: {money(point.cost.mid, currency)}{" "}
        <span class="second">
          ({money(point.cost.low, currency)} to {money(point.cost.high, currency)}),{" "}
          {saving(point.cost.mid, plan.all_human_cost, currency)}
        </span>
      </h3>
      <p class="small second">
        The machine would label about {percent(point.machine_share, 0)} of {counted(plan.n_items, "item")}. All of this
        is an estimate; only the audit proves it.{point.time && ` ${takes(point.time)}`}
      </p>
      {parts.length > 0 && <SplitBar parts={parts} currency={currency} />}
    </section>
  );
}

interface BeginProps {
  project: Project;
  form: OrderForm;
  campaign: Campaign | undefined;
  changed: () => void;
}

function Begin({ project, form, campaign, changed }: BeginProps) {
  const [asking, setAsking] = useState<"start" | "cancel" | null>(null);
  const [problem, setProblem] = useState("");
  const running = campaign && live(campaign);
  const may = project.role === "admin" || project.role === "manager";
  const n = project.counts.items - project.counts.duplicates;
  const left = n - project.counts.human; // what people said is not asked again
  const act = async (what: () => Promise<unknown>) => {
    setProblem("");
    try {
      await what();
      setAsking(null);
      changed();
    } catch (error) {
      setProblem(words(error));
    }
  };
  if (!may) return null;
  return (
    <section class="card stack">
      <h2>{running ? "A campaign is running" : "Begin"}</h2>
      {running ? (
        <>
          <p class="second">Wanted: {wanted(formOf(campaign))}. Cancelling keeps every answer and stops spending.</p>
          <div class="buttons">
            <button class="button danger" onClick={() => setAsking("cancel")}>
              Cancel the campaign
            </button>
          </div>
        </>
      ) : (
        <>
          <p class="second">
            {left > 0
              ? `People alone: ${peopleOnly(left, reference(form), form.currency)}.`
              : "People have labelled every item: a campaign has nothing to add."}
          </p>
          <div class="buttons">
            <button
              class="button primary"
              disabled={left <= 0 || fault(form) !== null}
              onClick={() => setAsking("start")}
            >
              Start the campaign
            </button>
          </div>
        </>
      )}
      <Dialog
        title={asking === "cancel" ? "Cancel this campaign?" : "Start the campaign?"}
        open={asking !== null}
        close={() => setAsking(null)}
      >
        <p>
          {asking === "cancel"
            ? "It stops asking and training. Answers, labels and what was spent stay on record; there will be no certificate."
            : `Vermeil will ask people for labels at ${money(form.label, form.currency)} each and train a model, for the least cost, ${form.goal === "model" ? "" : "until it can prove: "}${wanted(form)}.${within(form)}`}
        </p>
        <Trouble problem={problem} />
        <div class="buttons">
          {asking === "cancel" ? (
            <button class="button danger" onClick={() => void act(() => calls.cancelCampaign(campaign!.id))}>
              Cancel the campaign
            </button>
          ) : (
            <button
              class="button primary"
              autofocus
              onClick={() => void act(() => calls.startCampaign(project.id, orderOf(form)))}
            >
              Start
            </button>
          )}
          <button class="button" onClick={() => setAsking(null)}>
            {asking === "cancel" ? "Let it run" : "Not yet"}
          </button>
        </div>
      </Dialog>
    </section>
  );
}
