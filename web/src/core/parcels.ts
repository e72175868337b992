/** Files on their way in: which go together in one request, and what became of all of them. */

export interface Sized {
  name: string;
  size: number;
}

const TABLE = /\.(csv|json|ndjson|jsonl)$/i;
const MOST_FILES = 250;
const MOST_BYTES = 24_000_000;

/** Files in parcels of a handy size, so that progress shows and a lost line costs little.
 *  A table may name pictures that came with it, so they all travel together; as do labels in the files of a tool. */
export function parcels<F extends Sized>(files: readonly F[], whole = false): F[][] {
  const tables = files.filter(({ name }) => TABLE.test(name));
  if (files.length && (whole || (tables.length && tables.length < files.length))) return [[...files]];
  const found: F[][] = [];
  let room = 0;
  for (const file of files) {
    const last = found.at(-1);
    if (last && last.length < MOST_FILES && room >= file.size) last.push(file);
    else {
      found.push([file]);
      room = MOST_BYTES;
    }
    room -= file.size;
  }
  return found;
}

export interface Report {
  received: number;
  added: number;
  existing: number;
  duplicates: number;
  refused: { line?: number | string | null; key?: string | null; reason: string }[];
  refused_count: number;
  lost: { question: string | null; why: string; count: number }[];
}

export const NOTHING: Report = {
  received: 0,
  added: 0,
  existing: 0,
  duplicates: 0,
  refused: [],
  refused_count: 0,
  lost: [],
};

const MOST_SHOWN = 1000;

/** Two reports as one. */
export const together = (a: Report, b: Report): Report => ({
  received: a.received + b.received,
  added: a.added + b.added,
  existing: a.existing + b.existing,
  duplicates: a.duplicates + b.duplicates,
  refused: [...a.refused, ...b.refused].slice(0, MOST_SHOWN),
  refused_count: a.refused_count + b.refused_count,
  lost: [...a.lost, ...b.lost],
});
