/** Light, dark, or as the system says. theme.js sets the kept choice before the first paint. */

import { effect, signal } from "@preact/signals";
import { keep, readKept } from "../api/kept";

export type Theme = "system" | "light" | "dark";

const KEY = "vermeil.theme";

function kept(): Theme {
  const got = readKept(KEY);
  return got === "light" || got === "dark" ? got : "system";
}

export const theme = signal<Theme>(kept());

effect(() => {
  const root = document.documentElement;
  if (theme.value === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme.value;
  keep(KEY, theme.value === "system" ? null : theme.value);
});
