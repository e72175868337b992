import { beforeAll, describe, expect, test } from "vitest";
import { haveTools, sayValue, toolOf, TYPES, type AnyTool } from ".";

const SCHEMA = {
  questions: [
    { name: "class", type: "classes", classes: ["cat", "dog"] },
    { name: "stars", type: "rating" },
  ],
};

test("the classes are here at once, others when they are wanted", async () => {
  expect(haveTools({ questions: SCHEMA.questions.slice(0, 1) })).toBe(true);
  await haveTools(SCHEMA);
  expect(haveTools(SCHEMA)).toBe(true);
  await expect(haveTools({ questions: [{ name: "x", type: "smell" }] })).rejects.toThrow(/“smell”/);
});

describe("an answer in words", () => {
  beforeAll(() => haveTools(SCHEMA));

  test("names the questions where there are several", () => {
    expect(sayValue({ class: "cat" }, SCHEMA)).toBe("cat");
    expect(sayValue({ class: "cat", stars: 4 }, SCHEMA)).toBe("class: cat; stars: 4 of 5");
  });

  test("is said plainly where the schema has changed since", () => {
    expect(sayValue({ gone: [1] }, SCHEMA)).toBe("[1]");
    expect(sayValue(null, SCHEMA)).toBe("");
  });
});

/** One schema for every tool: each is asked for what every one of them can say. */
const EXAMPLE = {
  classes: ["a", "b"],
  labels: ["a", "b"],
  options: ["a", "b"],
  columns: ["a", "b"],
  fields: [{ name: "a" }],
};

describe.each(TYPES)("the tool for %s", (type) => {
  const question = { name: "it", type, ...EXAMPLE };
  let tool: AnyTool;
  beforeAll(async () => {
    await haveTools({ questions: [question] });
    tool = toolOf(question) as AnyTool;
  });

  test("says a blank answer in words", () => {
    const blank = tool.blank(question);
    if (blank !== undefined) expect(tool.say(blank, question)).toMatch(/\w/);
  });

  test("has keys with names of their own, and changes nothing unless one is pressed", () => {
    const item = { id: 1, media: "text", text: "some words" };
    const changed: unknown[] = [];
    const bindings = tool.keys({
      question,
      item,
      value: tool.blank(question),
      ghost: undefined,
      locked: false,
      active: true,
      model: tool.model(question),
      change: (value) => changed.push(value),
      keyOf: () => null,
    });
    expect(new Set(bindings.map(({ name }) => name)).size).toBe(bindings.length);
    const keys = bindings.flatMap((one) => one.keys);
    expect(new Set(keys).size).toBe(keys.length);
    expect(changed).toEqual([]);
  });
});
