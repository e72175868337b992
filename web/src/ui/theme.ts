/** Light, dark, or as the system says. theme.js sets the kept choice before the first paint. */

import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";

const KEY = "vermeil.theme";

function kept(): Theme {
  const got = readKept(KEY);
  return got === "light" || got === "dark" ? got : "system";
}

/** A kept value, or null where the browser keeps nothing for us. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a value (null forgets it); false where the browser refuses. */
export function keep(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export const theme = signal<Theme>(kept());

effect(() => {
  const root = document.documentElement;
  if (theme.value === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme.value;
  keep(KEY, theme.value === "system" ? null : theme.value);
});
