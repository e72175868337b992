/** A person's own keys: each action of the page and of its tools may have another, no key may mean two things. */

import { freeKeys } from "./keys";

export type Keymap = Readonly<Record<string, string>>; // the name of an action -> its key

/** Something with a key: an action of the page, or of a tool ("boxes.hide"), whose name says whose it is. */
export interface Keyed {
  name: string;
  label: string;
  keys: readonly string[];
}

/** The keys of an action now; one's own replaces the letter, arrows and combinations such as mod+z stay. */
export function keysOf({ name, keys }: Keyed, map: Keymap): readonly string[] {
  const own = map[name];
  return own === undefined ? keys : [own, ...keys.filter((key) => key.length > 1)];
}

const PRINTED: Record<string, string> = {
  mod: "Ctrl",
  shift: "Shift",
  enter: "Enter",
  escape: "Esc",
  tab: "Tab",
  delete: "Del",
  backspace: "⌫",
  " ": "Space",
  arrowleft: "←",
  arrowright: "→",
  arrowup: "↑",
  arrowdown: "↓",
};

/** A key as it is printed on a button: "mod+shift+z" as "Ctrl Shift Z". */
export function print(key: string): string {
  const parts = key.split(/(?<=.)\+/); // the plus sign is a key, too
  return parts.map((part) => PRINTED[part] ?? (parts.length > 1 ? part.toUpperCase() : part)).join(" ");
}

/** The keys of an action as they are printed, without combinations where there is a plain one. */
export function allPrinted(action: Keyed, map: Keymap, held: ReadonlySet<string> = new Set()): string[] {
  const keys = keysOf(action, map).filter((key) => !held.has(key));
  const plain = keys.filter((key) => !key.startsWith("mod+"));
  return (plain.length ? plain : keys.slice(0, 1)).map(print);
}

/** The one that is printed on a button; `held`: keys that mean something else now. */
export const printed = (action: Keyed, map: Keymap, held?: ReadonlySet<string>): string =>
  allPrinted(action, map, held)[0] ?? "";

/** The single signs that actions use, which nothing else can have. */
export const taken = (actions: readonly Keyed[], map: Keymap): ReadonlySet<string> =>
  new Set(actions.flatMap((action) => keysOf(action, map)).filter((key) => key.length === 1));

/** `free`: it has no key of its own, so there is none to change. */
export type Bound<T> = T & { free: boolean };

/** What a tool can do, each with its keys of now: its own, one's own instead, or a free one where it has none. */
export function bound<T extends Keyed>(bindings: readonly T[], page: readonly Keyed[], map: Keymap): Bound<T>[] {
  const own = bindings.filter(({ keys }) => keys.length > 0);
  const others = bindings.filter(({ keys }) => keys.length === 0);
  const free = freeKeys(
    others.map(({ label }) => label),
    new Set([...taken(page, map), ...taken(own, map)]),
  );
  const found = new Map(others.map((one, i) => [one.name, free[i] ?? null]));
  return bindings.map((one) => {
    const key = found.get(one.name);
    return { ...one, keys: key === undefined ? keysOf(one, map) : key === null ? [] : [key], free: key !== undefined };
  });
}

const SIGN = /^[a-z.,;'/?\-[\]]$/;

/** The keymap with another key for an action, or why not. */
export function rebind(actions: readonly Keyed[], map: Keymap, name: string, key: string): Keymap | string {
  if (!SIGN.test(key)) return "Choose a letter or a sign: digits belong to the choices, other keys to the browser.";
  const other = actions.find((action) => action.name !== name && keysOf(action, map).includes(key));
  if (other) return `“${key}” means “${other.label}” already: give that another key first.`;
  return { ...map, [name]: key };
}

/** A keymap as it was kept; what does not fit the actions of today is left out. Tools ("boxes.hide") may come later. */
export function readKeymap(actions: readonly Keyed[], text: string | null): Keymap {
  try {
    const kept = Object.entries((JSON.parse(text ?? "{}") ?? {}) as Record<string, unknown>);
    return kept.reduce<Keymap>((map, [name, key]) => {
      if (typeof key !== "string" || !(name.includes(".") || actions.some((action) => action.name === name)))
        return map;
      const next = rebind(actions, map, name, key);
      return typeof next === "string" ? map : next;
    }, {});
  } catch {
    return {};
  }
}
