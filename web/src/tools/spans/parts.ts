/** What marking a text and marking a sound share: suggested parts, the chosen one, its keys. */

import type { Signal } from "@preact/signals";
import type { Asked, Binding, Part, Tool } from "../tool";
import { follows, keyOf, labelsOf, same, type Span } from "./rules";

type AskedParts<M = unknown> = Asked<Span[], M>;
interface Choosing {
  chosen: Signal<Span | null>;
}

export const partsOf = ({ value }: AskedParts): readonly Span[] => value ?? [];

export const labels = ({ question }: AskedParts): readonly string[] => labelsOf(question);

/** The suggested parts that are not in the answer yet. */
export function ghostsOf(asked: AskedParts): readonly Span[] {
  const there = new Set(partsOf(asked).map(keyOf));
  return (asked.ghost ?? []).filter((one) => !there.has(keyOf(one)));
}

/** Parts and ghosts as they follow each other. */
export const inOrder = (asked: AskedParts): readonly Span[] => [...partsOf(asked), ...ghostsOf(asked)].sort(follows);

/** The keys that delete the chosen part, or keep it where it is suggested. */
export function chosenKeys(
  { model: { chosen } }: AskedParts<Choosing>,
  noun: string,
  { drop, keep }: Record<"drop" | "keep", (one: Span) => void>,
): Binding[] {
  const withChosen = (run: (one: Span) => void) => () => {
    const one = chosen.peek();
    if (one) run(one);
  };
  return [
    { name: "drop", keys: ["delete", "backspace"], label: `Delete the ${noun}`, run: withChosen(drop) },
    { name: "keep", keys: ["k"], label: `Keep the suggested ${noun}`, run: withChosen(keep) },
  ];
}

/** The chosen part, for a comment on it, and how it is shown. */
export const commented = <M extends Choosing>(noun: string): Pick<Tool<Span[], M>, "part" | "show"> => ({
  part({ model: { chosen }, value }): Part | null {
    const now = chosen.value;
    const at = now && value ? value.findIndex((one) => same(one, now)) : -1;
    return now && at >= 0 ? { at, words: `${noun} ${at + 1}, ${now.label}` } : null;
  },
  show: ({ chosen }, value, at) => void (chosen.value = value[Number(at)] ?? null),
});
