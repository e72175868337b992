/** The keys that classes have while nobody has changed any: for the screens where classes are named. */

import { ACTIONS } from "../actions/annotate";
import { freeKeys } from "../core/keys";
import { taken } from "../core/keymap";

const usual = taken(ACTIONS, {});

export const usualKeys = (classes: readonly string[]): (string | null)[] => freeKeys(classes, usual);
