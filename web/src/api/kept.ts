/** Small things kept in this browser; where it keeps nothing for us, the page works without. */

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
