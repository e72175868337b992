import { expect, test } from "vitest";
import { halves } from "./halves";
import { PAIR } from "./pair";

const QUESTION = { name: "pair", type: "pair" };

test("two things are read out of the text, and only two", () => {
  expect(halves('{"left": "a", "right": {"name": "b"}}')).toEqual({ left: "a", right: { name: "b" } });
  for (const other of ["words", '{"left": "a"}', "7", "null", "", null]) expect(halves(other)).toBeNull();
});

test("an answer in words", () => {
  expect([PAIR.say("same", QUESTION), PAIR.say("unclear", QUESTION)]).toEqual(["the same", "cannot be told"]);
});
