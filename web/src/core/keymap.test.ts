import { expect, test } from "vitest";
import { bound, keysOf, print, printed, readKeymap, rebind, taken, type Keymap } from "./keymap";

const skip = { name: "skip", label: "Skip", keys: ["s"] };
const undo = { name: "undo", label: "Undo last", keys: ["u", "mod+z"] };
const submit = { name: "submit", label: "Submit", keys: ["enter", "mod+enter"] };
const actions = [skip, undo, submit];

test("one's own key replaces the plain one, combinations stay", () => {
  expect(keysOf(undo, { undo: "z" })).toEqual(["z", "mod+z"]);
  expect(keysOf(skip, {})).toEqual(["s"]);
  expect([printed(undo, { undo: "z" }), printed(submit, {})]).toEqual(["z", "Enter"]);
});

test("keys are printed as they are on the keyboard", () => {
  expect(["x", "+", " ", "mod+shift+z", "shift+arrowleft", "pageup"].map(print)).toEqual([
    "x",
    "+",
    "Space",
    "Ctrl Shift Z",
    "Shift ←",
    "pageup",
  ]);
});

test("no key means two things", () => {
  expect(rebind(actions, {}, "skip", "u")).toMatch(/Undo last/);
  const moved = rebind(actions, {}, "undo", "z") as Keymap;
  expect(rebind(actions, moved, "skip", "u")).toEqual({ undo: "z", skip: "u" });
  expect(rebind(actions, {}, "skip", "s")).toEqual({ skip: "s" });
});

test("digits and the browser's keys are not given away", () => {
  for (const key of ["1", "f5", "tab", "mod+s", " "]) expect(typeof rebind(actions, {}, "skip", key)).toBe("string");
});

test("classes keep clear of the letters in use", () => {
  expect([...taken(actions, { undo: "z" })]).toEqual(["s", "z"]);
});

test("a tool has its own keys, one's own instead, or free ones", () => {
  const tool = [
    { name: "classes.find", label: "Find", keys: ["/"] },
    { name: "classes.is cat", label: "cat", keys: [] },
    { name: "classes.is 7", label: "7", keys: [] },
    { name: "classes.add", label: "Add", keys: ["u", "mod+d"] },
  ];
  const keys = (map: Keymap) => bound(tool, actions, map).map((one) => one.keys);
  expect(keys({})).toEqual([["/"], ["1"], ["7"], ["u", "mod+d"]]);
  expect(keys({ "classes.add": "n" })[3]).toEqual(["n", "mod+d"]);
  expect(printed(undo, {}, new Set(["u"]))).toBe("Ctrl Z"); // what the tool has means nothing else
  expect(readKeymap(actions, '{"classes.add":"n"}')).toEqual({ "classes.add": "n" });
});

test("a kept map is read with care", () => {
  expect(readKeymap(actions, '{"undo":"z","gone":"q","skip":"9"}')).toEqual({ undo: "z" });
  expect(readKeymap(actions, '{"undo":"q","skip":"q"}')).toEqual({ undo: "q" });
  for (const broken of [null, "", "[", "null", "7"]) expect(readKeymap(actions, broken)).toEqual({});
});
