/** What is promised of single classes or slices, as a form holds it, and as the server takes it. */

import { percent } from "./format";

export interface Promises {
  of: "nothing" | "classes" | "slices";
  field: string; // of slices: the field of the items' metadata that says to which each belongs
  alike: boolean; // the same of every one of them
  each: number | null; // percent, where all are alike
  own: Record<string, number>; // percent, by name, where they are not
}

export const NONE: Promises = { of: "nothing", field: "", alike: false, each: null, own: {} };

/** Target errors as shares: one for all, or one for each name; {} where nothing is promised. */
export type Errors = number | Record<string, number>;

/** The part of a target that speaks of them. */
export type Promised = {
  classes?: Errors;
  slices?: Errors;
};

/** A percentage as a share, and back, without the dust of the division. */
export const share = (value: number): number => Math.round(value * 1e6) / 1e8;
export const inPercent = (value: number): number => Math.round(value * 1e6) / 1e4;

/** What the server is told: the part of a target, and the field that names slices. */
export function promisedOf({ of, field, alike, each, own }: Promises): { target: Promised; slice_by: string | null } {
  const errors: Errors = alike
    ? each === null
      ? {}
      : share(each)
    : Object.fromEntries(Object.entries(own).map(([name, value]) => [name, share(value)]));
  if (of === "nothing" || !promises(errors)) return { target: {}, slice_by: null };
  return of === "classes"
    ? { target: { classes: errors }, slice_by: null }
    : { target: { slices: errors }, slice_by: field };
}

const promises = (errors: Errors | undefined): errors is Errors =>
  typeof errors === "number" || Object.keys(errors ?? {}).length > 0;

/** The form of what the server was told. */
export function promisesOf({ classes, slices }: Promised, sliceBy: string | null | undefined): Promises {
  const of = promises(classes) ? "classes" : promises(slices) ? "slices" : "nothing";
  const errors = (of === "classes" ? classes : slices) ?? {};
  const field = of === "slices" ? (sliceBy ?? "") : "";
  if (of === "nothing") return NONE;
  if (typeof errors === "number") return { ...NONE, of, field, alike: true, each: inPercent(errors) };
  return {
    ...NONE,
    of,
    field,
    own: Object.fromEntries(Object.entries(errors).map(([name, value]) => [name, inPercent(value)])),
  };
}

/** Promises out of the address, where anybody may have written them; null: they are none. */
export function read(text: string | null): Promises | null {
  try {
    const found = { ...NONE, ...(JSON.parse(text ?? "null") as Promises) };
    const numbers = [found.each ?? 0, ...Object.values(found.own)].every((one) => typeof one === "number");
    return text && ["nothing", "classes", "slices"].includes(found.of) && numbers ? found : null;
  } catch {
    return null;
  }
}

export const possible = (value: number): boolean => value > 0 && value < 50;

/** What is wrong with the share, `of` what it is; null when nothing is. */
export const outside = (value: number, of = ""): string | null =>
  possible(value) ? null : `The share${of} that may be wrong lies between 0 and 50 %.`;

/** What is wrong, in words; null when nothing is. */
export function fault({ of, field, alike, each, own }: Promises): string | null {
  if (of === "nothing") return null;
  if (of === "slices" && !field && (alike ? each !== null : Object.keys(own).length > 0))
    return "Choose the field that says to which slice an item belongs.";
  if (alike) return each === null ? null : outside(each);
  const wrong = Object.entries(own).find(([, value]) => !possible(value));
  return wrong ? outside(wrong[1], ` of “${wrong[0]}”`) : null;
}

const FEW = 3;

/** The promises as parts of a sentence: "10 % of each class", "10 % of crack". */
export function inWords({ classes, slices }: Promised): string[] {
  const [errors, one, many] = promises(classes) ? [classes, "class", "classes"] : [slices, "slice", "slices"];
  if (!promises(errors)) return [];
  if (typeof errors === "number") return [`${percent(errors)} of each ${one}`];
  const own = Object.entries(errors);
  return own.length > FEW
    ? [`an own share of ${own.length} ${many}`]
    : own.map(([name, error]) => `${percent(error)} of “${name}”`);
}
