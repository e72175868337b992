import { describe, expect, test } from "vitest";
import { bound } from "../../core/keymap";
import type { Asked } from "../tool";
import { chosen, CLASSES, type Chosen, type Finding } from "./classes";
import { outline } from "./tree";

const ONE = { name: "class", type: "classes", classes: ["cat", "dog"] };
const MANY = { ...ONE, classes: ["cat", "dog", "fish"], multiple: true };

const asking = (
  question: typeof ONE,
  value: Chosen | undefined,
  change: (value: unknown) => void,
): Asked<Chosen, Finding> => ({
  question,
  item: { id: 1, media: "text", text: "" },
  value,
  ghost: undefined,
  locked: false,
  active: true,
  model: CLASSES.model(question),
  change,
  keyOf: () => null,
});

describe("choosing", () => {
  test("takes one class for another", () => {
    expect(chosen("cat", "dog", ONE)).toBe("dog");
  });

  test("puts in or takes out one of several, in the order of the classes", () => {
    expect(chosen(["fish"], "cat", MANY)).toEqual(["cat", "fish"]);
    expect(chosen(["cat", "fish"], "fish", MANY)).toEqual(["cat"]);
  });

  test("by key changes the answer", () => {
    const said: unknown[] = [];
    const bindings = bound(CLASSES.keys(asking(MANY, ["cat"], (value) => said.push(value))), [], {});
    const press = (key: string) => bindings.find(({ keys }) => keys.includes(key))?.run();
    press("2");
    press("0");
    expect(said).toEqual([["cat", "dog"], []]);
  });
});

test("an answer in words, and what is wrong with one", () => {
  expect([CLASSES.say("cat", ONE), CLASSES.say(["cat", "dog"], MANY), CLASSES.say([], MANY)]).toEqual([
    "cat",
    "cat, dog",
    "none of them",
  ]);
  expect(CLASSES.missing("cat", ONE)).toBeNull();
  expect(CLASSES.missing(["cow"], MANY)).toMatch(/“cow” is no class any more/);
  expect([CLASSES.decides?.(ONE), CLASSES.decides?.(MANY)]).toEqual([true, false]);
});

test("a tree is read from the top, each class after the one above it", () => {
  const tree = outline(["poodle", "animal", "dog", "plant"], { dog: "animal", poodle: "dog" });
  expect(tree.map(({ name, depth }) => [name, depth])).toEqual([
    ["animal", 0],
    ["dog", 1],
    ["poodle", 2],
    ["plant", 0],
  ]);
  expect(tree[2]?.path).toBe("animal › dog");
});
