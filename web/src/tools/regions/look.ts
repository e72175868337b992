/** How a label looks: a hue, and letters of its own, since colour alone says nothing to many people. */

/** Hues of regions.css, in this order. */
const HUES = 8;

/** The class that gives a label its hue; beyond the eighth they come again, and the letters tell them apart. */
export const hue = (labels: readonly string[], label: string): string =>
  `hue-${Math.max(0, labels.indexOf(label)) % HUES}`;

/** The fewest first letters of a label that no other label begins with; its number where three do not suffice. */
export function letters(labels: readonly string[], label: string): string {
  const begin = (name: string, long: number) => [...name].slice(0, long).join("").toLocaleLowerCase();
  const alone = [1, 2, 3].find(
    (long) => !labels.some((other) => other !== label && begin(other, long) === begin(label, long)),
  );
  return alone ? [...label].slice(0, alone).join("") : String(labels.indexOf(label) + 1);
}
