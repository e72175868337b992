/** Guidelines are written in a small, safe part of Markdown: a tree comes out, never HTML. */

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong"; inside: Inline[] }
  | { kind: "em"; inside: Inline[] }
  | { kind: "link"; href: string; inside: Inline[] };

export type Block =
  | { kind: "heading"; level: number; inside: Inline[] }
  | { kind: "paragraph"; inside: Inline[] }
  | { kind: "quote"; inside: Block[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; text: string }
  | { kind: "rule" };

const FENCE = /^```/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/;
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;

/** The blocks of a text, in order. Anything that is no block is a paragraph. */
export function parse(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  while (lines.length) {
    const line = lines[0] as string;
    if (!line.trim()) lines.shift();
    else blocks.push(block(line, lines));
  }
  return blocks;
}

function block(line: string, lines: string[]): Block {
  if (FENCE.test(line)) return code(lines);
  if (RULE.test(line)) return (lines.shift(), { kind: "rule" });
  const heading = HEADING.exec(line);
  if (heading)
    return (
      lines.shift(),
      { kind: "heading", level: (heading[1] as string).length, inside: inline(heading[2] as string) }
    );
  if (QUOTE.test(line)) return { kind: "quote", inside: parse(taken(lines, QUOTE).join("\n")) };
  if (BULLET.test(line)) return { kind: "list", ordered: false, items: items(lines, BULLET) };
  if (NUMBER.test(line)) return { kind: "list", ordered: true, items: items(lines, NUMBER) };
  return { kind: "paragraph", inside: inline(paragraph(lines).join("\n")) };
}

function code(lines: string[]): Block {
  lines.shift();
  const end = lines.findIndex((line) => FENCE.test(line));
  const text = lines.splice(0, end < 0 ? lines.length : end).join("\n");
  lines.shift();
  return { kind: "code", text };
}

function taken(lines: string[], shape: RegExp): string[] {
  const found: string[] = [];
  for (let fit = shape.exec(lines[0] ?? ""); fit; fit = shape.exec(lines[0] ?? "")) {
    found.push(fit[1] as string);
    lines.shift();
  }
  return found;
}

/** List items; a line that is indented goes on with the item before it. */
function items(lines: string[], shape: RegExp): Inline[][] {
  const found: string[] = [];
  for (;;) {
    const line = lines[0] ?? "";
    const fit = RULE.test(line) ? null : shape.exec(line);
    if (fit) found.push(fit[1] as string);
    else if (/^\s{2,}\S/.test(line)) found.push(`${found.pop() ?? ""}\n${line.trim()}`);
    else return found.map(inline);
    lines.shift();
  }
}

function paragraph(lines: string[]): string[] {
  const found = [lines.shift() as string];
  const starts = [FENCE, HEADING, BULLET, NUMBER, QUOTE, RULE];
  while (lines[0]?.trim() && !starts.some((shape) => shape.test(lines[0] as string)))
    found.push(lines.shift() as string);
  return found;
}

const SPANS = /`([^`]+)`|\*\*([^*]+(?:\*[^*]+)*)\*\*|\*([^*\s][^*]*)\*|\b_([^_\s][^_]*)_\b|\[([^\]]+)\]\(([^()\s]+)\)/;

/** Text with emphasis, code and links; a link leads to the web, a mail box or a place on the page only. */
export function inline(text: string): Inline[] {
  const fit = SPANS.exec(text);
  if (!fit) return text ? [{ kind: "text", text }] : [];
  const before = text.slice(0, fit.index);
  const after = text.slice(fit.index + fit[0].length);
  return [...inline(before), span(fit), ...inline(after)];
}

function span([whole, mono, strong, star, underscore, label, href]: RegExpExecArray): Inline {
  if (mono) return { kind: "code", text: mono };
  if (strong) return { kind: "strong", inside: inline(strong) };
  if (star ?? underscore) return { kind: "em", inside: inline((star ?? underscore) as string) };
  if (href && /^(https?:\/\/|mailto:|#)/i.test(href)) return { kind: "link", href, inside: inline(label as string) };
  return { kind: "text", text: whole };
}

/** The words of a heading, so that a passage can be found by the name of a class. */
export const plain = (inside: Inline[]): string =>
  inside.map((one) => ("text" in one ? one.text : plain(one.inside))).join("");

/** The place of a passage in a guideline, by the words of its heading. */
export const anchor = (heading: string): string =>
  `passage-${heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")}`;
