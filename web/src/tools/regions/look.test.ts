import { expect, test } from "vitest";
import { hue, letters } from "./look";

test("labels are told apart by their first letters, else by their number", () => {
  const labels = ["Platelet", "Pollen", "Red", "redder", "reddest", "白血球"];
  expect(labels.map((label) => letters(labels, label))).toEqual(["Pl", "Po", "3", "4", "5", "白"]);
});

test("a hue comes again after the eighth label", () => {
  const labels = Array.from({ length: 9 }, (_, i) => `label ${i}`);
  expect([hue(labels, "label 1"), hue(labels, "label 8")]).toEqual(["hue-1", "hue-0"]);
});
