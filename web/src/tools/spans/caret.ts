/** Which part of a text is picked, and how keys move it: word by word, or character by character. In UTF-16 units. */

export interface Part {
  start: number;
  end: number;
}

/** `anchor` stays where it is while a part grows; `head` moves. */
export interface Caret {
  anchor: number;
  head: number;
}

export type Step = "word" | "character";

export const partOf = ({ anchor, head }: Caret): Part => ({
  start: Math.min(anchor, head),
  end: Math.max(anchor, head),
});
export const over = ({ start, end }: Part): Caret => ({ anchor: start, head: end });

/** The words of a text as Unicode parts them (UAX 29), signs included, spaces not; found only where one looks. */
export class Words {
  private readonly segments: Intl.Segments;
  private readonly characters: Intl.Segments;

  constructor(readonly text: string) {
    this.segments = new Intl.Segmenter(undefined, { granularity: "word" }).segment(text);
    this.characters = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text);
  }

  /** The word around a place; null between words. */
  at(place: number): Part | null {
    const found = this.segments.containing(place);
    if (!found || !found.segment.trim()) return null;
    return { start: found.index, end: found.index + found.segment.length };
  }

  /** The first word that begins at a place or after it. */
  next(place: number): Part | null {
    let from = place;
    for (let found = this.segments.containing(from); found; found = this.segments.containing(from)) {
      if (found.index >= place && found.segment.trim()) return this.at(found.index);
      from = found.index + found.segment.length;
    }
    return null;
  }

  /** The last word that ends at a place or before it. */
  previous(place: number): Part | null {
    let to = place;
    while (to > 0) {
      const found = this.segments.containing(to - 1)!;
      if (found.index + found.segment.length <= place && found.segment.trim()) return this.at(found.index);
      to = found.index;
    }
    return null;
  }

  /** The words that a part touches, from the first to the last; null where it touches none. */
  snapped({ start, end }: Part): Part | null {
    const first = this.at(start) ?? this.next(start);
    const last = this.at(end - 1) ?? this.previous(end);
    return first && last && first.start < last.end ? { start: first.start, end: last.end } : null;
  }

  /** One character on or back: what a reader takes for one, however many code points it has. */
  beside(place: number, by: 1 | -1): number {
    const found = this.characters.containing(by > 0 ? place : place - 1);
    return found ? found.index + (by > 0 ? found.segment.length : 0) : place;
  }
}

/** Where the caret is after an arrow key. Word by word, it is always the whole word that is picked. */
export function moved(words: Words, caret: Caret, by: 1 | -1, step: Step, extend: boolean): Caret {
  if (step === "character") return byCharacter(words, caret, by, extend);
  return extend ? grown(words, caret, by) : wordBeside(words, caret, by);
}

function byCharacter(words: Words, caret: Caret, by: 1 | -1, extend: boolean): Caret {
  const { start, end } = partOf(caret);
  if (extend) return { ...caret, head: words.beside(caret.head, by) };
  const place = start < end ? (by > 0 ? end : start) : words.beside(caret.head, by);
  return { anchor: place, head: place };
}

function wordBeside(words: Words, caret: Caret, by: 1 | -1): Caret {
  const { start, end } = partOf(caret);
  const here = start === end ? words.at(start) : null;
  const found = here ?? (by > 0 ? words.next(end) : words.previous(start));
  return found ? over(found) : caret;
}

/** One word more, or one less: a part never shrinks below the word that it began with. */
function grown(words: Words, caret: Caret, by: 1 | -1): Caret {
  const { anchor, head } = caret;
  const outward = by > 0 ? head >= anchor : head <= anchor;
  if (outward) {
    const inside = words.at(by > 0 ? head : head - 1);
    const found = inside ?? (by > 0 ? words.next(head) : words.previous(head));
    return found ? { anchor, head: by > 0 ? found.end : found.start } : caret;
  }
  const last = by > 0 ? words.at(head) : words.at(head - 1);
  const beside = last && (by > 0 ? words.next(last.end) : words.previous(last.start));
  const place = beside && (by > 0 ? beside.start : beside.end);
  if (place !== null && (by > 0 ? place < anchor : place > anchor)) return { anchor, head: place };
  return grown(words, { anchor: head, head: anchor }, by); // it is one word only: it grows to the other side
}
