/** A person's own keys: each action may have another key, no key may mean two things. */

export type Keymap = Readonly<Record<string, string>>; // the name of an action -> its key

interface Keyed {
  name: string;
  label: string;
  keys: readonly string[];
}

/** The keys of an action now; one's own replaces the letter, arrows and combinations such as mod+z stay. */
export function keysOf({ name, keys }: Keyed, map: Keymap): readonly string[] {
  const own = map[name];
  return own === undefined ? keys : [own, ...keys.filter((key) => key.length > 1)];
}

const PRINTED: Record<string, string> = { enter: "Enter", escape: "Esc", arrowleft: "←", arrowright: "→" };

/** The keys of an action as they are printed, without combinations. */
export const allPrinted = (action: Keyed, map: Keymap): string[] =>
  keysOf(action, map)
    .filter((key) => !key.startsWith("mod+"))
    .map((key) => PRINTED[key] ?? key);

/** The one that is printed on a button. */
export const printed = (action: Keyed, map: Keymap): string => allPrinted(action, map)[0] ?? "";

/** The letters that actions use, which classes therefore cannot have. */
export const taken = (actions: readonly Keyed[], map: Keymap): ReadonlySet<string> =>
  new Set(actions.flatMap((action) => keysOf(action, map)).filter((key) => key.length === 1));

/** The keymap with another key for an action, or why not. */
export function rebind(actions: readonly Keyed[], map: Keymap, name: string, key: string): Keymap | string {
  if (!/^[a-z.,;'/?\-]$/.test(key))
    return "Choose a letter or a sign: digits belong to the classes, other keys to the browser.";
  const other = actions.find((action) => action.name !== name && keysOf(action, map).includes(key));
  if (other) return `“${key}” means “${other.label}” already: give that another key first.`;
  return { ...map, [name]: key };
}

/** A keymap as it was kept; what does not fit the actions of today is left out. */
export function readKeymap(actions: readonly Keyed[], text: string | null): Keymap {
  try {
    const kept = Object.entries((JSON.parse(text ?? "{}") ?? {}) as Record<string, unknown>);
    return kept.reduce<Keymap>((map, [name, key]) => {
      if (typeof key !== "string" || !actions.some((action) => action.name === name)) return map;
      const next = rebind(actions, map, name, key);
      return typeof next === "string" ? map : next;
    }, {});
  } catch {
    return {};
  }
}
