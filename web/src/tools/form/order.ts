/** A ranking in the making: the options that have a place, the best first. */

/** One more option gets the next place; the last one left gets the place that is left. */
export function placed(ranked: readonly string[], name: string, options: readonly string[]): string[] {
  const next = [...ranked, name];
  const left = options.filter((one) => !next.includes(one));
  return left.length === 1 ? [...next, ...left] : next;
}

/** An option one place up (-1) or down (1); at the ends it stays. */
export function shifted(ranked: readonly string[], name: string, by: 1 | -1): string[] {
  const at = ranked.indexOf(name);
  const to = at + by;
  return at < 0 || to < 0 || to >= ranked.length ? [...ranked] : ranked.toSpliced(at, 1).toSpliced(to, 0, name);
}
