/** Two things in one item: {"left": ..., "right": ...} as its text. */

export interface Halves {
  left: unknown;
  right: unknown;
}

export function halves(text: string | null | undefined): Halves | null {
  try {
    const found = JSON.parse(text ?? "") as Partial<Halves> | null;
    return found?.left !== undefined && found.right !== undefined ? { left: found.left, right: found.right } : null;
  } catch {
    return null; // words, or a picture
  }
}
