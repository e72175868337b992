import { expect, test } from "vitest";
import { inline, parse, plain } from "./markdown";

test("blocks", () => {
  const kinds = parse(
    "# Cat\nfur\nand *paws*\n\n- one\n  more\n- two\n\n1. a\n2) b\n\n> said\n\n---\n\n```\n<b>\n```\n",
  ).map((b) => b.kind);
  expect(kinds).toEqual(["heading", "paragraph", "list", "list", "quote", "rule", "code"]);
});

test("emphasis, code and links", () => {
  expect(inline("a **b *c* d** `e` _f_ snake_case_name")).toEqual([
    { kind: "text", text: "a " },
    {
      kind: "strong",
      inside: [
        { kind: "text", text: "b " },
        { kind: "em", inside: [{ kind: "text", text: "c" }] },
        { kind: "text", text: " d" },
      ],
    },
    { kind: "text", text: " " },
    { kind: "code", text: "e" },
    { kind: "text", text: " " },
    { kind: "em", inside: [{ kind: "text", text: "f" }] },
    { kind: "text", text: " snake_case_name" },
  ]);
});

test("a link that runs something is no link", () => {
  expect(inline("[x](javascript:alert(1))").some((one) => one.kind === "link")).toBe(false);
  expect(inline("[x](data:text/html,hi)").some((one) => one.kind === "link")).toBe(false);
  expect(inline("[x](https://example.org/a)")).toMatchObject([{ kind: "link", href: "https://example.org/a" }]);
});

test("tags stay text", () => {
  const [block] = parse("<img src=x onerror=alert(1)>");
  expect(block?.kind === "paragraph" && plain(block.inside)).toBe("<img src=x onerror=alert(1)>");
});

test("every text ends, and keeps its words", () => {
  for (const odd of [
    "",
    "\n\n",
    "#",
    "-",
    "- ",
    "```",
    "> > > x",
    "1.",
    "**",
    "_ _",
    "[](x)",
    "***",
    "  indented",
    "- a\n***\nb",
  ])
    expect(() => parse(odd)).not.toThrow();
});
