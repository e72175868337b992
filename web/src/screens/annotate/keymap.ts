/** The keys of the person at this browser. */

import { computed, signal } from "@preact/signals";
import { ACTIONS, type Action } from "../../actions/annotate";
import { keep, readKept } from "../../api/kept";
import { allPrinted, printed, readKeymap, rebind, type Bound, type Keyed, type Keymap } from "../../core/keymap";
import type { Binding } from "../../tools/tool";

const KEPT = "vermeil.keys";

export const keymap = signal<Keymap>(readKeymap(ACTIONS, readKept(KEPT)));

/** The tool at hand: its keys mean nothing else meanwhile. */
export const atHand = signal<readonly Bound<Binding>[]>([]);

const held = computed(() => new Set(atHand.value.flatMap(({ keys }) => keys)));

export const keyOf = (action: Action): string => printed(action, keymap.value, held.value);
export const allKeysOf = (action: Action): string[] => allPrinted(action, keymap.value, held.value);

/** Gives an action of the page or of the tool at hand another key; says why not when it cannot have it. */
export function give(action: Keyed, key: string): string | null {
  const fixed = atHand.peek().filter(({ free }) => !free); // the others make room
  const next = rebind([...ACTIONS, ...fixed], keymap.peek(), action.name, key);
  if (typeof next === "string") return next;
  keymap.value = next;
  keep(KEPT, JSON.stringify(next));
  return null;
}

export function giveBackAll(): void {
  keymap.value = {};
  keep(KEPT, null);
}
