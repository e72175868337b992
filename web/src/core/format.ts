/** Numbers, money, times and doubts in words. The currency is the project's, the digits the reader's. */

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

export const count = (n: number): string => number.format(n);

const amount = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** "1 item", "2 items", "0.5 hours". */
export const counted = (n: number, noun: string, plural = `${noun}s`): string =>
  `${amount.format(n)} ${n === 1 ? noun : plural}`;

const SMALLEST = 0.001;

const HARDLY = 0.001;

/** A part of a whole that may be hardly any of it. */
export const part = (share: number): string =>
  share > 0 && share < HARDLY ? `under${GAP}${percent(HARDLY)}` : percent(share);

/** An amount in its currency; small ones keep the digits that matter. */
export function money(amount: number, currency = "USD"): string {
  if (amount > 0 && amount < SMALLEST) return `under ${money(SMALLEST, currency)}`;
  const digits = amount !== 0 && Math.abs(amount) < 1 ? 3 : Math.abs(amount) < 1000 ? 2 : 0;
  const options = {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: Math.min(digits, 2),
    maximumFractionDigits: digits,
  } as const;
  try {
    return new Intl.NumberFormat("en", options).format(amount);
  } catch {
    return `${new Intl.NumberFormat("en", { maximumFractionDigits: digits }).format(amount)} ${currency}`; // no ISO code
  }
}

/** An amount at an axis: no more digits than the round number has. */
export const axisMoney = (amount: number, currency = "USD"): string => money(amount, currency).replace(/\.00$/, "");

/** Between a number and its sign, where no line may break. */
const GAP = "\u00a0";
const MOST_DIGITS = 4;

/** A share as a percentage, with as many digits as it takes to tell it from 0 and from 100. */
export function percent(share: number, digits = 1): string {
  const value = share * 100;
  const certain = (text: string) => (Number(text) === 0 && value > 0) || (Number(text) === 100 && value < 100);
  let shown = value.toFixed(digits);
  for (let more = digits + 1; certain(shown) && more <= MOST_DIGITS; more += 1) shown = value.toFixed(more);
  return `${shown.replace(/\.0+$/, "")}${GAP}%`;
}

/** "94.1 % (92.7 to 95.3 %)": an estimate never goes without its doubt. */
export function withInterval(mid: number, low: number | null, high: number | null): string {
  if (low === null || high === null) return percent(mid);
  return `${percent(mid)} (${percent(low).replace(`${GAP}%`, "")} to ${percent(high)})`;
}

const STEPS: [number, Intl.RelativeTimeFormatUnit][] = [
  [60, "second"],
  [3600, "minute"],
  [86_400, "hour"],
  [604_800, "day"],
  [2_629_800, "week"],
  [31_557_600, "month"],
  [Infinity, "year"],
];
const SIZES: Record<string, number> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  year: 31_557_600,
};
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/** "3 minutes ago". */
export function ago(time: string, now: number): string {
  const seconds = (now - Date.parse(time)) / 1000;
  if (seconds < 10) return "just now";
  const [, unit] = STEPS.find(([limit]) => seconds < limit) as [number, Intl.RelativeTimeFormatUnit];
  return relative.format(-Math.floor(seconds / (SIZES[unit] as number)), unit);
}

/** A day and an hour, in the reader's place. */
export const moment = (time: string): string =>
  new Date(time).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

/** A day and an hour that are the same for every reader. */
export const momentUtc = (time: string): string =>
  `${new Date(time).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" })} UTC`;

/** "1.2 s", "4 min", "3 h 20 min". */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`.replace(" 0 min", "");
}

export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) [n, at] = [n / 1000, at + 1];
  return `${n.toFixed(n < 10 && at ? 1 : 0)} ${units[at]}`;
}
