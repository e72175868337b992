/** The keyboard of the annotate page: which key chooses what, and when letters are only letters. */

const DIGITS = [..."123456789"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** Keys for those that have none of their own, in order: 1 to 9, then letters that mean nothing else; null when they
 *  run out. What is named by one digit has that digit, since "3" chosen with 4 would be a trap. */
export function freeKeys(names: readonly string[], taken: ReadonlySet<string>): (string | null)[] {
  const own = new Set(names.filter((name) => /^[0-9]$/.test(name) && !taken.has(name)));
  const free = [...DIGITS, ...LETTERS].filter((key) => !own.has(key) && !taken.has(key));
  return names.map((name) => (own.has(name) ? name : (free.shift() ?? null)));
}

/** What of a keyboard event matters here. */
export interface Press {
  key: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  shiftKey?: boolean;
}

/** The name of a press as the actions know it: "enter", "x", "?", "mod+z", "shift+tab"; null with Alt, which is the
 *  browser's. Shift is no part of the name of a letter or a sign: it is in the sign, and a letter is the same. */
export function pressName({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string | null {
  if (altKey) return null;
  const name = key.toLowerCase().replace(/^esc$/, "escape");
  const mod = ctrlKey || metaKey ? "mod+" : "";
  return `${mod}${shiftKey && (mod || name.length > 1) ? "shift+" : ""}${name}`;
}

const TYPING = new Set(["INPUT", "TEXTAREA", "SELECT"]);
const NOT_TEXT = new Set(["checkbox", "radio", "button", "submit", "reset", "file", "range", "color", "image"]);

/** Whether a field that takes text has the focus: then a letter is a letter. */
export function isTyping(target: { tagName?: string; type?: string; isContentEditable?: boolean } | null): boolean {
  if (!target) return false;
  if (target.isContentEditable) return true;
  if (!TYPING.has(target.tagName ?? "")) return false;
  return !(target.tagName === "INPUT" && NOT_TEXT.has(target.type ?? "text"));
}

/** Classes whose name contains what was typed, those that begin with it first. */
export function typeAhead(classes: readonly string[], typed: string): string[] {
  const want = typed.trim().toLocaleLowerCase();
  const found = classes.filter((name) => name.toLocaleLowerCase().includes(want));
  const begins = (name: string) => Number(name.toLocaleLowerCase().startsWith(want));
  return found.sort((a, b) => begins(b) - begins(a));
}
