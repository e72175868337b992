/** The rows of a table: only those in which something is written. */

export type Row = Readonly<Record<string, string | number | null>>;

/** The rows with one cell written; a row that is not there yet comes to be, one that is emptied goes. */
export function written(rows: readonly Row[], at: number, column: string, text: string): Row[] {
  const { [column]: _, ...others } = rows[at] ?? {};
  const row = text === "" ? others : { ...others, [column]: text };
  const next = at < rows.length ? rows.with(at, row) : [...rows, row];
  return next.filter((one) => Object.keys(one).length > 0);
}
