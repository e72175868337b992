/** Offsets in a text: answers count code points, a browser counts UTF-16 units. */

/** How many of the first `length` numbers pass a test that all pass up to some point, and none after it. */
function passing(length: number, test: (at: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Turns one into the other; it remembers only the characters that take two units. */
export class Offsets {
  private readonly pairs: readonly number[]; // where they begin, in units

  constructor(text: string) {
    this.pairs = Array.from(text.matchAll(/[\u{10000}-\u{10FFFF}]/gu), (found) => found.index);
  }

  /** Units to code points; the middle of a character counts as its beginning. */
  points(unit: number): number {
    return unit - passing(this.pairs.length, (at) => this.pairs[at]! < unit);
  }

  /** Code points to units. */
  units(point: number): number {
    return point + passing(this.pairs.length, (at) => this.pairs[at]! - at < point);
  }
}
