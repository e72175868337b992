/** Words of a transcript: which are doubtful, and what differs between two texts. */

/** A word of a suggestion, and how sure the machine was of it. */
export interface Heard {
  text: string;
  confidence?: number | null;
}

export interface Word {
  text: string;
  start: number; // in UTF-16 units
  end: number;
}

export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(/\S+/gu), ({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }));

/** The server compares words composed: é is one letter however it was typed. */
const alike = (one: string, other: string): boolean => one.normalize("NFC") === other.normalize("NFC");

const MOST_CELLS = 4e6;

/** Which words of two texts are the same, in order: the longest common subsequence (Wagner and Fischer 1974). */
export function common(some: readonly string[], others: readonly string[]): [number, number][] {
  let start = 0;
  while (start < Math.min(some.length, others.length) && alike(some[start]!, others[start]!)) start += 1;
  let end = 0;
  const left = Math.min(some.length, others.length) - start;
  while (end < left && alike(some[some.length - 1 - end]!, others[others.length - 1 - end]!)) end += 1;
  const inner = longest(some.slice(start, some.length - end), others.slice(start, others.length - end));
  return [
    ...Array.from({ length: start }, (_, i) => [i, i] as [number, number]),
    ...inner.map(([i, j]) => [i + start, j + start] as [number, number]),
    ...Array.from({ length: end }, (_, i) => [some.length - end + i, others.length - end + i] as [number, number]),
  ];
}

function longest(some: readonly string[], others: readonly string[]): [number, number][] {
  const [rows, columns] = [some.length, others.length];
  if (rows * columns > MOST_CELLS) return []; // too much to compare while someone waits: all of it differs
  const wide = columns + 1;
  const lengths = new Uint16Array((rows + 1) * wide); // of what two ends have in common
  for (let i = rows - 1; i >= 0; i -= 1)
    for (let j = columns - 1; j >= 0; j -= 1)
      lengths[i * wide + j] = alike(some[i]!, others[j]!)
        ? lengths[(i + 1) * wide + j + 1]! + 1
        : Math.max(lengths[(i + 1) * wide + j]!, lengths[i * wide + j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (alike(some[i]!, others[j]!)) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * wide + j]! >= lengths[i * wide + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}

/** A stretch of words: in both texts, or in one of them only. */
export interface Stretch {
  where: "both" | "one" | "other";
  text: string;
}

export function differences(one: string, other: string): Stretch[] {
  const [some, others] = [wordsOf(one), wordsOf(other)].map((words) => words.map(({ text }) => text)) as [
    string[],
    string[],
  ];
  const found: Stretch[] = [];
  const add = (where: Stretch["where"], words: readonly string[]) => {
    const last = found.at(-1);
    if (!words.length) return;
    if (last?.where === where) last.text += ` ${words.join(" ")}`;
    else found.push({ where, text: words.join(" ") });
  };
  let [i, j] = [0, 0];
  for (const [row, column] of [...common(some, others), [some.length, others.length] as const]) {
    add("one", some.slice(i, row));
    add("other", others.slice(j, column));
    add("both", some.slice(row, row + 1));
    [i, j] = [row + 1, column + 1];
  }
  return found;
}

const DOUBTFUL = 0.6; // below it a word is underlined

/** The words of a text that a machine suggested and doubted, and that nobody has changed. */
export function doubtful(text: string, heard: readonly Heard[]): Word[] {
  if (!heard.some(({ confidence }) => (confidence ?? 1) < DOUBTFUL)) return [];
  const words = wordsOf(text);
  const pairs = common(
    heard.map((one) => one.text),
    words.map((one) => one.text),
  );
  return pairs.filter(([i]) => (heard[i]!.confidence ?? 1) < DOUBTFUL).map(([, j]) => words[j]!);
}
