import { expect, test } from "vitest";
import {
  chosen,
  fault,
  LLM,
  NOBODY,
  raceOf,
  racersOf,
  read,
  toggled,
  USUAL_RACE,
  type Labeler,
  type Race,
} from "./race";

const offered: Labeler[] = [
  { name: "kernel", words: "", usual: true, refused: null },
  { name: "logistic", words: "", usual: true, refused: null },
  { name: "boosted", words: "", usual: false, refused: null },
  { name: LLM, words: "", usual: false, refused: null },
];
const llm = { url: "https://model.example/v1", model: "small", price: 0.001 };

test("who races is what is usual until somebody says otherwise", () => {
  expect(chosen(USUAL_RACE, offered)).toEqual(["kernel", "logistic"]);
  const more = toggled(USUAL_RACE, "boosted", offered);
  expect(more.labelers).toEqual(["kernel", "logistic", "boosted"]);
  expect(toggled(more, "boosted", offered)).toEqual(USUAL_RACE);
  expect(toggled(USUAL_RACE, "kernel", offered).labelers).toEqual(["logistic"]);
  expect(toggled(USUAL_RACE, LLM, offered).llm).toEqual(NOBODY);
  expect(toggled({ ...USUAL_RACE, llm }, LLM, offered)).toEqual(USUAL_RACE);
});

test("the server is told what was said, and what it adds is not said again", () => {
  expect(racersOf({ labelers: null, llm: { ...llm, url: ` ${llm.url} `, question: "" } })).toEqual({
    labelers: null,
    llm,
  });
  const told = { ...llm, guideline: "Praise thanks.", price_in: 0, question: "Which?" };
  expect(raceOf({ labelers: ["kernel"], llm: told })).toEqual({
    labelers: ["kernel"],
    llm: { ...llm, price_in: 0, question: "Which?" },
  });
});

test("what is missing is said in words", () => {
  expect(fault(USUAL_RACE)).toBeNull();
  expect(fault({ labelers: [], llm: null })).toMatch(/choose a labeler/);
  expect(fault({ labelers: [], llm })).toBeNull();
  expect(fault({ labelers: null, llm: NOBODY })).toMatch(/http/);
  expect(fault({ labelers: null, llm: { ...llm, model: " " } })).toMatch(/name/);
  expect(fault({ labelers: null, llm: { ...llm, price: null } })).toMatch(/costs/);
});

test("an address may hold it, or anything else", () => {
  const race: Race = { labelers: ["kernel"], llm };
  expect(read(JSON.stringify(race))).toEqual(race);
  for (const text of [null, "", "x", "null", "[1]7", '{"labelers": 3}', '{"llm": {"url": 3}}'])
    expect(read(text)).toBeNull();
});
