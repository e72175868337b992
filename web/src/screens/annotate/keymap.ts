/** The keys of the person at this browser. */

import { computed, signal } from "@preact/signals";
import { ACTIONS, type Action } from "../../actions/annotate";
import { keep, readKept } from "../../api/kept";
import { classKeys } from "../../core/keys";
import { allPrinted, printed, readKeymap, rebind, taken, type Keymap } from "../../core/keymap";

const KEPT = "vermeil.keys";

export const keymap = signal<Keymap>(readKeymap(ACTIONS, readKept(KEPT)));

const inUse = computed(() => taken(ACTIONS, keymap.value));

export const keyOf = (action: Action): string => printed(action, keymap.value);
export const allKeysOf = (action: Action): string[] => allPrinted(action, keymap.value);
export const keysFor = (classes: readonly string[]): (string | null)[] => classKeys(classes, inUse.value);

/** Gives an action another key; says why not when it cannot have it. */
export function give(action: Action, key: string): string | null {
  const next = rebind(ACTIONS, keymap.peek(), action.name, key);
  if (typeof next === "string") return next;
  keymap.value = next;
  keep(KEPT, JSON.stringify(next));
  return null;
}

export function giveBackAll(): void {
  keymap.value = {};
  keep(KEPT, null);
}
