/** JSON as a person reads it: a table where it is one, else names and what they stand for. */

const isPlain = (value: unknown): boolean => value === null || typeof value !== "object";

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isPlain);

/** The columns of a list that is a table: objects of plain values, more than one of them. */
export function columnsOf(value: unknown): string[] | null {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isRow)) return null;
  return [...new Set(value.flatMap((row: object) => Object.keys(row)))];
}

export function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
