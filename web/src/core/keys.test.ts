import { describe, expect, test } from "vitest";
import { freeKeys, isTyping, pressName, typeAhead } from "./keys";

const taken = new Set("acegpsux");

describe("free keys", () => {
  test("are 1 to 9, then letters that mean nothing else", () => {
    const keys = freeKeys(
      Array.from({ length: 40 }, (_, i) => `class ${i}`),
      taken,
    );
    expect(keys.slice(0, 10)).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "9", "b"]);
    const given = keys.filter((key) => key !== null);
    expect(new Set(given).size).toBe(given.length);
    expect(given.some((key) => taken.has(key))).toBe(false);
    expect(keys.at(-1)).toBeNull();
  });

  test("what is named by a digit has that digit, unless it means something else", () => {
    expect(freeKeys(["0", "1"], new Set(["0"]))).toEqual(["2", "1"]);
    expect(freeKeys([..."0123456789"], taken)).toEqual([..."0123456789"]);
    expect(freeKeys(["none", "1", "many"], taken)).toEqual(["2", "1", "3"]);
  });
});

test("a press has a name unless the browser needs it", () => {
  expect(pressName({ key: "X", shiftKey: true })).toBe("x");
  expect(pressName({ key: "?", shiftKey: true })).toBe("?");
  expect(pressName({ key: "Enter", ctrlKey: true })).toBe("mod+enter");
  expect(pressName({ key: "Z", metaKey: true, shiftKey: true })).toBe("mod+shift+z");
  expect(pressName({ key: "Tab", shiftKey: true })).toBe("shift+tab");
  expect(pressName({ key: "Esc" })).toBe("escape");
  expect(pressName({ key: "1", altKey: true })).toBeNull();
});

test("letters are letters while a text field has the focus", () => {
  expect(isTyping({ tagName: "TEXTAREA" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "search" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "radio" })).toBe(false);
  expect(isTyping({ tagName: "BUTTON" })).toBe(false);
  expect(isTyping({ tagName: "DIV", isContentEditable: true })).toBe(true);
});

test("type-ahead puts names that begin with it first", () => {
  expect(typeAhead(["subcat", "dog", "Cat"], " ca")).toEqual(["Cat", "subcat"]);
  expect(typeAhead(["a", "b"], "")).toEqual(["a", "b"]);
});
