/** Numbers as people type them. */

import type { Question } from "../tool";

/** The number that a text is; a comma may part the decimals, as half of the world writes it. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace(/^([+-]?\d*),(\d+)$/, "$1.$2");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined;
}

/** What is wrong with a number, in words. */
export function outside(value: number, { least, most }: Question): string | null {
  const [low, high] = [least, most] as (number | undefined)[];
  if (low !== undefined && value < low) return `It must be at least ${low}.`;
  if (high !== undefined && value > high) return `It must be at most ${high}.`;
  return null;
}

/** Where it has to lie, for those who have not begun. */
export function range({ least, most }: Question): string | undefined {
  if (least !== undefined && most !== undefined) return `From ${String(least)} to ${String(most)}`;
  if (least !== undefined) return `${String(least)} or more`;
  return most === undefined ? undefined : `${String(most)} or less`;
}
