/** A look into what a person brings, before it is sent: how many records, the first few, classes already named. */

export interface Preview {
  records: number | null; // null: cannot be told without reading the whole file
  first: string[];
  classes: string[];
  problem?: string;
}

const SHOWN = 3;
const MOST_CLASSES = 100;

/** Texts pasted into a field: one a line, or one a paragraph when blank lines part them. */
export function pasted(text: string, by: "line" | "paragraph"): string[] {
  const parts = text.replace(/\r\n?/g, "\n").split(by === "line" ? "\n" : /\n\s*\n/);
  return parts.map((part) => part.trim()).filter(Boolean);
}

/** What a text file holds, told by its name and content. */
export function preview(name: string, content: string, whole: boolean): Preview {
  const kind = name.toLowerCase().split(".").pop();
  if (kind === "csv") return table(csv(content), whole);
  if (kind === "ndjson" || kind === "jsonl") return lines(content, whole);
  if (kind === "json") return whole ? list(content) : { records: null, first: [], classes: [] };
  return {
    records: null,
    first: [],
    classes: [],
    problem: "Vermeil reads images, .zip, .csv, .json, .ndjson and .jsonl.",
  };
}

function table(rows: string[][], whole: boolean): Preview {
  const [head, ...body] = rows;
  const columns = (head ?? []).map((cell) => cell.trim().toLowerCase());
  const shown = columns.findIndex((name) => name === "text" || name === "image");
  if (shown < 0)
    return {
      records: 0,
      first: [],
      classes: [],
      problem: `No column is named "text" or "image" (found: ${columns.join(", ") || "nothing"}).`,
    };
  const label = columns.indexOf("label");
  return found(
    body.map((row) => row[shown] ?? ""),
    label < 0 ? [] : body.map((row) => row[label] ?? ""),
    whole,
  );
}

function lines(content: string, whole: boolean): Preview {
  const rows = content.split("\n").filter((line) => line.trim());
  if (!whole) rows.pop(); // it may be cut
  return objects(rows.map(json), whole);
}

function list(content: string): Preview {
  const value = json(content);
  const items = Array.isArray(value) ? value : (value as { items?: unknown } | undefined)?.items;
  if (!Array.isArray(items))
    return { records: 0, first: [], classes: [], problem: 'Not a JSON list, nor {"items": [...]}.' };
  return objects(items, true);
}

function objects(values: unknown[], whole: boolean): Preview {
  const field = (value: unknown, name: string): string => {
    const got = (value as Record<string, unknown> | null)?.[name];
    return typeof got === "string" ? got : "";
  };
  const shown = values.map((value) =>
    typeof value === "string" ? value : field(value, "text") || field(value, "image"),
  );
  return found(
    shown,
    values.map((value) => field(value, "label")),
    whole,
  );
}

function found(shown: string[], labels: string[], whole: boolean): Preview {
  const classes = [...new Set(labels.filter(Boolean))].slice(0, MOST_CLASSES);
  return { records: whole ? shown.length : null, first: shown.filter(Boolean).slice(0, SHOWN), classes };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the server names the line and the reason
  }
}

/** Rows of comma-separated values with quotes (RFC 4180); the server's reading counts, this is for the eye. */
export function csv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\r|$)/g;
  for (let fit = cell.exec(text); fit && fit.index < text.length; fit = cell.exec(text)) {
    const [, value = "", end] = fit;
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
    if (end !== ",") (rows.push(row), (row = []));
    if (!fit[0]) break; // a lone quote: leave the rest to the server
  }
  if (row.length) rows.push(row);
  return rows.filter((cells) => cells.some((one) => one.trim()));
}

/** Class names typed by hand: one a line or comma-separated, each once. */
export function classNames(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n,]/)
        .map((name) => name.trim())
        .filter(Boolean),
    ),
  ];
}
