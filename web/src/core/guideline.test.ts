import { expect, test } from "vitest";
import { chapters, namesOf, news, says, type Example } from "./guideline";
import { parse } from "./markdown";

const example = (id: number, about: string | null, good = true): Example => ({
  item: { id, media: "text", text: "x" },
  value: { class: about },
  about,
  good,
});

test("examples stand below the heading of their class, else after the text", () => {
  const text = "Look twice.\n\n# Cat\n\nEars.\n\n### Rare\n\nNo tail.\n\n## dog\n\nBarks.";
  const found = chapters(parse(text), [
    example(1, "cow"),
    example(2, "cat"),
    example(3, null),
    example(4, "cat", false),
  ]);
  expect(
    found.map(({ about, blocks, examples }) => [about, blocks.length, examples.map(({ item }) => item.id)]),
  ).toEqual([
    [null, 1, []],
    ["cat", 4, [2, 4]],
    [null, 2, []],
    ["cow", 0, [1]],
    [null, 0, [3]],
  ]);
  expect(chapters(parse(""), [])).toEqual([]);
});

test("an item can be an example of every class and label", () => {
  const schema = {
    questions: [
      { name: "class", type: "classes", classes: ["cat", "dog"] },
      { name: "where", type: "boxes", labels: ["cat", "ear"] },
      { name: "same", type: "pair" },
      { name: "note", type: "text" },
    ],
  };
  expect(namesOf(schema)).toEqual(["cat", "dog", "ear", "same", "different", "unclear"]);
  expect([says({ where: [{ label: "ear", x: 1 }] }, "ear"), says({ class: "cat" }, "dog")]).toEqual([true, false]);
});

test("what is new is said in one sentence", () => {
  const now = [example(1, "cat"), example(2, "dog")];
  expect(news({ text: false, added: [], removed: [] }, now)).toBeNull();
  expect(news({ text: true, added: [2], removed: [example(3, "cow")] }, now)).toBe(
    "Since you last read it: the text has changed; 1 example (dog) new; 1 example (cow) taken out.",
  );
});
