/** The keyboard of the annotate page: which key chooses which class, and when letters are only letters. */

const DIGITS = [..."123456789"];
const LETTERS = [..."abcdefghijklmnopqrstuvwxyz"];

/** One key a class, in order: 1 to 9, then letters that mean no action; null when they run out (type-ahead finds
 *  the rest). A class named by one digit has that digit, since "3" chosen with 4 would be a trap. */
export function classKeys(classes: readonly string[], taken: ReadonlySet<string>): (string | null)[] {
  const own = new Set(classes.filter((name) => /^[0-9]$/.test(name)));
  const free = [...DIGITS, ...LETTERS].filter((key) => !own.has(key) && !taken.has(key));
  return classes.map((name) => (own.has(name) ? name : (free.shift() ?? null)));
}

/** What of a keyboard event matters here. */
export interface Press {
  key: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
}

/** The name of a press as the actions know it ("enter", "mod+z", "x", "?"), or null for a browser's own. */
export function pressName({ key, ctrlKey, metaKey, altKey }: Press): string | null {
  const name = key.length === 1 ? key.toLowerCase() : key.toLowerCase().replace(/^esc$/, "escape");
  if (altKey) return null;
  if (ctrlKey || metaKey) return ["enter", "z", "s"].includes(name) ? `mod+${name}` : null;
  return name;
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
