import { expect, test } from "vitest";
import { common, differences, doubtful, wordsOf } from "./words";

const told = (one: string, other: string) => differences(one, other).map(({ where, text }) => `${where}: ${text}`);

test("two texts are told apart word by word", () => {
  expect(told("so it is", "so is it")).toEqual(["both: so", "one: it", "both: is", "other: it"]);
  expect(told("the quick fox", "the quick fox")).toEqual(["both: the quick fox"]);
  expect(told("", "all new")).toEqual(["other: all new"]);
  expect(told("a b c d", "a x y d")).toEqual(["both: a", "one: b c", "other: x y", "both: d"]);
  expect(told("", "")).toEqual([]);
});

test("a letter is the same however it was typed, spaces are none", () => {
  expect(told("cafe\u0301  noir\n", "café noir")).toEqual(["both: cafe\u0301 noir"]);
});

test("what two sequences have in common is as long as can be", () => {
  const length = (some: string, others: string) => common([...some], [...others]).length;
  expect(length("abcbdab", "bdcaba")).toBe(4);
  expect(length("xaxbxc", "abc")).toBe(3);
  expect(length("abc", "def")).toBe(0);
});

test("texts that are too long to compare at once still share their ends", () => {
  const words = (seed: number) => Array.from({ length: 2500 }, (_, i) => `${seed}-${i}`);
  expect(common(["a", ...words(1), "z"], ["a", ...words(2), "z"])).toEqual([
    [0, 0],
    [2501, 2501],
  ]);
});

test("a doubtful word is doubtful until somebody changes it", () => {
  const heard = [
    { text: "we" },
    { text: "met", confidence: 0.3 },
    { text: "met", confidence: 0.9 },
    { text: "Anne", confidence: 0.59 },
  ];
  expect(doubtful("we met met Anne", heard).map(({ start }) => start)).toEqual([3, 11]);
  expect(doubtful("we met met Anna", heard).map(({ text }) => text)).toEqual(["met"]);
  expect(doubtful("anything", [{ text: "anything" }])).toEqual([]);
});

test("words have their places in the text", () => {
  expect(wordsOf("مرحبا  👩‍👩‍👧‍👦 x")).toEqual([
    { text: "مرحبا", start: 0, end: 5 },
    { text: "👩‍👩‍👧‍👦", start: 7, end: 18 },
    { text: "x", start: 19, end: 20 },
  ]);
});
