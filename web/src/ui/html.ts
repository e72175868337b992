/** Markup of others, made fit to be looked at: what acts, calls an address or sets a style is left out. */

import sheet from "./html.css?url";

const GONE =
  "script, style, link, meta, base, title, iframe, frame, object, embed, template, noscript, svg, math, video, audio";
const KEPT = new Set(["alt", "title", "lang", "dir", "colspan", "rowspan", "scope", "start", "reversed", "datetime"]);

/** A whole page for a frame without scripts, in the page's own light. */
export function harmless(markup: string): string {
  const page = new DOMParser().parseFromString(markup, "text/html");
  for (const one of page.querySelectorAll(GONE)) one.remove();
  for (const one of page.body.querySelectorAll("*"))
    for (const { name, value } of [...one.attributes]) if (!isKept(name, value)) one.removeAttribute(name);
  const theme = document.documentElement.dataset["theme"] ?? "";
  return `<!doctype html><html data-theme="${theme}"><link rel="stylesheet" href="${sheet}"><body>${page.body.innerHTML}</body></html>`;
}

const isKept = (name: string, value: string): boolean =>
  KEPT.has(name) || (name === "src" && value.startsWith("data:image/"));
