/** What is wanted at which prices, as a form holds it, and as the server takes it. */

import { counted, money, percent } from "./format";

export interface OrderForm {
  error: number; // percent
  confidence: number; // percent
  label: number;
  verify: number | null; // null: as a label
  deviceHour: number;
  currency: string;
  budget: number | null;
}

/** What most begin with. */
export const USUAL: OrderForm = {
  error: 5,
  confidence: 95,
  label: 0.04,
  verify: null,
  deviceHour: 1,
  currency: "USD",
  budget: null,
};

export interface Order {
  target: { error: number; confidence: number };
  prices: { label: number; verify: number; device_hour: number; currency: string };
  budget: number | null;
}

const share = (value: number): number => Math.round(value * 1e6) / 1e8;

export const orderOf = (form: OrderForm): Order => ({
  target: { error: share(form.error), confidence: share(form.confidence) },
  prices: {
    label: form.label,
    verify: form.verify ?? form.label,
    device_hour: form.deviceHour,
    currency: form.currency.toUpperCase(),
  },
  budget: form.budget,
});

/** The form that gave an order. */
export const formOf = ({ target, prices, budget }: Order): OrderForm => ({
  error: Math.round(target.error * 1e6) / 1e4,
  confidence: Math.round(target.confidence * 1e6) / 1e4,
  label: prices.label,
  verify: prices.verify === prices.label ? null : prices.verify,
  deviceHour: prices.device_hour,
  currency: prices.currency,
  budget,
});

/** What is wrong with a form, in words; null when nothing is. */
export function fault(form: OrderForm): string | null {
  if (!(form.error > 0 && form.error < 100)) return "The share that may be wrong lies between 0 and 100 %.";
  if (!(form.confidence > 0 && form.confidence < 100))
    return "The confidence lies between 0 and 100 %; certainty would need every item checked.";
  if (!(form.label >= 0 && form.deviceHour >= 0 && (form.verify ?? 0) >= 0)) return "A price is 0 or more.";
  if (!/^[A-Za-z]{3}$/.test(form.currency)) return "A currency has three letters, such as USD or EUR.";
  if (form.budget !== null && !(form.budget >= 0)) return "A budget is 0 or more; leave it empty for none.";
  return null;
}

/** The goal as a sentence. */
export const goal = ({ error, confidence }: { error: number; confidence: number }): string =>
  `at most ${percent(error)} wrong, ${percent(confidence)} sure`;

/** What people alone would cost, shown as the sum it is. */
export const peopleOnly = (n: number, price: number, currency: string): string =>
  `${counted(n, "item")} × ${money(price, currency)} = ${money(n * price, currency)}`;
