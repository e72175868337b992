/** What is wanted at which prices, as a form holds it, and as the server takes it. */

import { counted, money, percent } from "./format";
import * as promises from "./promises";
import type { Promised, Promises } from "./promises";
import * as racing from "./race";
import type { Race, Racers } from "./race";

export interface OrderForm {
  error: number; // percent
  confidence: number; // percent
  tolerance: number; // percent of loss: of open questions, whose answers can be near
  promises: Promises; // of single classes or slices
  label: number;
  verify: number | null; // null: as a label
  grid: number | null; // null: there are no pages of look-alikes
  expert: number | null; // null: what people say blindly is the truth
  deviceHour: number;
  currency: string;
  goal: Goal;
  worth: number | null; // of a model: what a point of accuracy is worth
  budget: number | null; // caps; null: none
  peopleHours: number | null;
  deviceHours: number | null;
  days: number | null;
  people: number;
  hoursADay: number;
  daysAWeek: number;
  race: Race; // who labels for the machine
}

/** A certified label for every item, or the best model that the caps pay for. */
export type Goal = "labels" | "model";

/** What most begin with. */
export const USUAL: OrderForm = {
  error: 5,
  confidence: 95,
  tolerance: 0,
  promises: promises.NONE,
  label: 0.04,
  verify: null,
  grid: null,
  expert: null,
  deviceHour: 1,
  currency: "USD",
  goal: "labels",
  worth: null,
  budget: null,
  peopleHours: null,
  deviceHours: null,
  days: null,
  people: 1,
  hoursADay: 8,
  daysAWeek: 5,
  race: racing.USUAL_RACE,
};

export interface Order extends Racers {
  target: { error: number; confidence: number; tolerance?: number } & Promised;
  slice_by: string | null;
  prices: {
    label: number;
    verify: number;
    grid: number | null;
    expert: number | null;
    device_hour: number;
    currency: string;
  };
  goal: Goal;
  worth: number | null;
  caps: Caps;
  team: { people: number; hours_a_day: number; days_a_week: number };
}

/** Never more than this; null: no cap. */
export type Caps = {
  money: number | null;
  people_hours: number | null;
  device_hours: number | null;
  days: number | null;
};

export function orderOf(form: OrderForm): Order {
  const promised = promises.promisedOf(form.goal === "model" ? promises.NONE : form.promises);
  return {
    target: {
      error: promises.share(form.error),
      confidence: promises.share(form.confidence),
      ...(form.tolerance > 0 && { tolerance: promises.share(form.tolerance) }),
      ...promised.target,
    },
    slice_by: promised.slice_by,
    prices: {
      label: form.label,
      verify: form.verify ?? form.label,
      grid: form.grid,
      expert: form.goal === "labels" ? form.expert : null,
      device_hour: form.deviceHour,
      currency: form.currency.toUpperCase(),
    },
    goal: form.goal,
    worth: form.goal === "model" ? form.worth : null,
    caps: { money: form.budget, people_hours: form.peopleHours, device_hours: form.deviceHours, days: form.days },
    team: { people: form.people, hours_a_day: form.hoursADay, days_a_week: form.daysAWeek },
    ...racing.racersOf(form.race),
  };
}

/** The form that gave an order. */
export const formOf = ({ target, slice_by, prices, goal, worth, caps, team, ...race }: Order): OrderForm => ({
  error: promises.inPercent(target.error),
  confidence: promises.inPercent(target.confidence),
  tolerance: promises.inPercent(target.tolerance ?? 0),
  promises: promises.promisesOf(target, slice_by),
  label: prices.label,
  verify: prices.verify === prices.label ? null : prices.verify,
  grid: prices.grid,
  expert: prices.expert,
  deviceHour: prices.device_hour,
  currency: prices.currency,
  goal,
  worth,
  budget: caps.money,
  peopleHours: caps.people_hours,
  deviceHours: caps.device_hours,
  days: caps.days,
  people: team.people,
  hoursADay: team.hours_a_day,
  daysAWeek: team.days_a_week,
  race: racing.raceOf(race),
});

/** What is wrong with a form, in words; null when nothing is. */
export function fault(form: OrderForm): string | null {
  const share = promises.outside(form.error);
  if (share) return share;
  if (!(form.confidence >= 50 && form.confidence < 100))
    return "The confidence lies between 50 and 100 %; certainty would need every item checked.";
  if (!(form.tolerance >= 0 && form.tolerance < 100)) return "What a label may be off by lies from 0 to below 100 %.";
  const promised = form.goal === "labels" ? promises.fault(form.promises) : null;
  if (promised) return promised;
  if (!(form.label >= 0 && form.deviceHour >= 0 && (form.verify ?? 0) >= 0 && (form.grid ?? 0) >= 0))
    return "A price is 0 or more.";
  if (form.expert !== null && !(form.expert > 0)) return "What an expert is paid is above 0; leave it empty for none.";
  if (!/^[A-Za-z]{3}$/.test(form.currency)) return "A currency has three letters, such as USD or EUR.";
  if (form.budget !== null && !(form.budget >= 0)) return "A budget is 0 or more; leave it empty for none.";
  if ([form.peopleHours, form.deviceHours, form.days].some((cap) => cap !== null && !(cap >= 0)))
    return "A cap on hours or days is 0 or more; leave it empty for none.";
  if (form.worth !== null && !(form.worth > 0)) return "What a point of accuracy is worth is above 0.";
  const ends = [form.worth, form.budget, form.peopleHours, form.days].some((one) => one !== null);
  if (form.goal === "model" && !ends)
    return "The best model for what? Cap money, people's hours or days, or say what a point of accuracy is worth.";
  if (!(Number.isInteger(form.people) && form.people >= 1)) return "The team has one person at least.";
  if (!(form.hoursADay > 0 && form.hoursADay <= 24 && form.daysAWeek > 0 && form.daysAWeek <= 7))
    return "The team works up to 24 hours a day and up to 7 days a week.";
  return racing.fault(form.race);
}

/** What is never passed, in words; "" where there is no cap. */
export function limits(caps: Caps, currency: string): string {
  const told = [
    caps.money !== null && money(caps.money, currency),
    caps.people_hours !== null && counted(caps.people_hours, "hour of people", "hours of people"),
    caps.device_hours !== null && counted(caps.device_hours, "hour of computing", "hours of computing"),
    caps.days !== null && counted(caps.days, "day"),
  ].filter((one) => one !== false);
  return joined(told);
}

const joined = (told: string[]): string =>
  told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told.at(-1)}` : (told[0] ?? "");

/** The promise of labels as a sentence. */
export const goal = ({ error, confidence, tolerance, ...promised }: Order["target"]): string => {
  const wrong = `${percent(error)} wrong${tolerance ? ` by more than ${percent(tolerance)}` : ""}`;
  return `at most ${joined([wrong, ...promises.inWords(promised)])}, ${percent(confidence)} sure`;
};

/** What is promised of single classes or slices, to follow "at most 5 % are wrong"; "" where nothing is. */
export const alsoAtMost = (target: Promised): string => {
  const told = promises.inWords(target);
  return told.length ? `, and at most ${joined(told)}` : "";
};

/** What an answer that counts as true costs: an expert's where there are any, else a person's. */
export const reference = ({ label, expert }: { label: number; expert: number | null }): number => expert ?? label;

/** What people alone would cost, shown as the sum it is. */
export const peopleOnly = (n: number, price: number, currency: string): string =>
  `${counted(n, "item")} × ${money(price, currency)} = ${money(n * price, currency)}`;
