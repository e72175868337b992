/** A campaign as people read it: where it stands in words, what it spent, how the forecast went. */

import { counted, money, percent } from "./format";

export interface Band {
  low: number;
  mid: number;
  high: number;
}

export interface CampaignLike {
  state: string;
  stage: string;
  target: { error?: number; confidence?: number };
  prices: { currency?: string };
  spent: Record<string, number>;
  rounds: Record<string, unknown>[];
  progress: Record<string, unknown>;
  reason: string | null;
  certificate_id: number | null;
  certified: boolean;
  forecast: unknown;
}

/** The way of a campaign, in order, with the words for it. */
export const STAGES = [
  ["seed", "First labels"],
  ["learn", "Learning"],
  ["audit", "Blind audit"],
  ["rest", "The rest"],
  ["done", "Done"],
] as const;

export interface Stage {
  name: string;
  words: string;
  state: "past" | "present" | "ahead" | "unneeded" | "unreached";
}

/** The way of one campaign: a stage that it did without, or never came to, is not shown as done. */
export function stagesOf(campaign: Pick<CampaignLike, "state" | "stage" | "rounds" | "spent" | "certified">): Stage[] {
  const stage = campaign.stage === "exam" ? "audit" : campaign.stage; // both are blind
  const at = STAGES.findIndex(([name]) => name === stage);
  const came = (name: string): boolean => {
    if (name === "learn") return campaign.rounds.length > 0;
    if (name === "audit") return (campaign.spent["audit"] ?? 0) > 0;
    return name === "seed" || campaign.certified;
  };
  return STAGES.map(([name, words], i) => {
    if (campaign.state === "finished")
      return { name, words, state: came(name) ? "past" : campaign.certified ? "unneeded" : "unreached" };
    return { name, words, state: i < at ? "past" : i === Math.max(0, at) ? "present" : "ahead" };
  });
}

export const live = (campaign: { state: string }): boolean => campaign.state === "running";

const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** A value with its doubt, from {low, mid, high} or a bare number. */
export function bandOf(value: unknown): Band | null {
  if (number(value) !== null) return { low: value as number, mid: value as number, high: value as number };
  if (typeof value !== "object" || value === null) return null;
  const { low, mid, high } = value as Record<string, unknown>;
  return number(mid) === null
    ? null
    : { low: number(low) ?? (mid as number), mid: mid as number, high: number(high) ?? (mid as number) };
}

export interface Round {
  round: number;
  labels: number | null;
  spent: number | null;
  forecast: Band | null; // of the total, as it was seen then
  share: number | null; // of the machine, as forecast
  accuracy: Band | null;
  labeler: string | null;
  seconds: number | null;
}

/** The rounds that have something to show, in order. */
export const roundsOf = (campaign: Pick<CampaignLike, "rounds">): Round[] =>
  campaign.rounds.map((one, i) => ({
    round: number(one["round"]) ?? i + 1,
    labels: number(one["labels"]),
    spent: number(one["cost"]),
    forecast: bandOf(one["forecast"]),
    share: number(one["machine_share"]),
    accuracy: bandOf(one["accuracy"]),
    labeler: typeof one["labeler"] === "string" ? one["labeler"] : null,
    seconds: number(one["seconds"]),
  }));

export interface CurvePoint {
  error_target: number;
  cost: Band;
  split: Record<string, number>;
  machine_share: number;
  time?: { people_hours: Band; days: Band }; // of a plan
  accuracy?: Band | null; // of a model, where that is the goal
}

/** What a campaign would cost in all for other targets, as it sees it after its last round. */
export const curveOf = ({ curve }: { curve: Record<string, unknown>[] }, price: number): CurvePoint[] =>
  curve.flatMap((one) => {
    const [error, cost] = [number(one["error"]), bandOf(one["cost"])];
    if (error === null || cost === null) return [];
    const verify = number(one["verify"]) ?? 0;
    const audit = (number(one["audit"]) ?? 0) * price;
    const others = Math.max(0, cost.mid - verify - audit);
    const label = Math.min((number(one["labels"]) ?? 0) * price, others); // some of them may be confirmed instead
    const split = { label, verify, audit, rest: others - label };
    return [{ error_target: error, cost, split, machine_share: number(one["machine_share"]) ?? 0 }];
  });

/** The newest forecast of the total. */
export const forecastOf = (campaign: CampaignLike): Band | null => {
  const { forecast } = campaign;
  const total =
    typeof forecast === "object" && forecast !== null && "total" in forecast
      ? (forecast as { total: unknown }).total
      : forecast;
  return bandOf(total) ?? roundsOf(campaign).findLast((one) => one.forecast)?.forecast ?? null;
};

/** Where the campaign stands, as one says it to a colleague. */
export function inWords(campaign: CampaignLike): string {
  if (campaign.state === "failed") return `It failed. ${campaign.reason ?? ""}`.trim();
  if (campaign.state === "cancelled") return "It was cancelled; what people answered is kept.";
  if (campaign.state === "finished") return campaign.reason ?? "It is finished: every item has its label.";
  return waitingFor(campaign);
}

function waitingFor({ stage, progress }: CampaignLike): string {
  const asked = number(progress["asked"]) ?? 0;
  const answered = number(progress["answered"]) ?? 0;
  const round = number(progress["round"]);
  const stuck = typeof progress["stuck"] === "string" ? ` ${progress["stuck"]}` : "";
  const who = progress["expert"] === true ? "experts" : "people";
  if (asked > answered)
    return `Waiting for ${who}: ${answered} of ${counted(asked, "answer")} ${purpose(stage, round)}.${stuck}`;
  const doing = progress["doing"];
  if (typeof doing === "string" && doing) return `${doing}.`;
  return stage === "seed" ? "Getting ready: looking at every item once." : "The model is learning from the answers.";
}

function purpose(stage: string, round: number | null): string {
  if (stage === "seed") return "to begin with";
  if (stage === "audit") return "of the blind audit";
  if (stage === "rest") return "that only people can give";
  return round === null ? "of this round" : `of round ${round}`;
}

/** The kinds of cost in a fixed order, with plain names. */
const KINDS: Record<string, string> = {
  label: "People: labels",
  verify: "People: checks",
  review: "People: reviews",
  audit: "People: audit",
  expert: "People: experts",
  rest: "People: the rest",
  training: "Machine: training",
  embedding: "Machine: reading items",
  calls: "Machine: calls to a language model",
};

export const kindName = (kind: string): string => KINDS[kind] ?? kind;

export function costs(split: Record<string, number>): [kind: string, amount: number][] {
  const order = Object.keys(KINDS);
  const place = (kind: string) => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return Object.entries(split)
    .filter(([kind, amount]) => kind !== "total" && amount > 0)
    .sort(([a], [b]) => place(a) - place(b));
}

export const total = (split: Record<string, number>): number =>
  split["total"] ?? Object.entries(split).reduce((sum, [, amount]) => sum + amount, 0);

/** Whether people or the machine are paid by a kind of cost. */
export const isPeople = (kind: string): boolean => kindName(kind).startsWith("People") || !(kind in KINDS);

/** "saves about 62 % of what people alone would cost" and its opposite. */
export function saving(cost: number, peopleAlone: number, currency: string): string {
  if (!(peopleAlone > 0)) return "";
  const saved = 1 - cost / peopleAlone;
  if (Math.abs(saved) > 0.005)
    return `${percent(Math.abs(saved), 0)} ${saved > 0 ? "less" : "more"} than ${money(peopleAlone, currency)} by people alone`;
  return `as much as by people alone (${money(peopleAlone, currency)})`;
}
