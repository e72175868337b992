import { describe, expect, test } from "vitest";
import {
  bandOf,
  costs,
  curveOf,
  forecastOf,
  inWords,
  roundsOf,
  saving,
  stagesOf,
  total,
  type CampaignLike,
} from "./campaign";

const campaign = (more: Partial<CampaignLike> = {}): CampaignLike => ({
  state: "running",
  stage: "learn",
  target: {},
  prices: {},
  spent: {},
  rounds: [],
  progress: {},
  reason: null,
  certificate_id: null,
  certified: false,
  forecast: null,
  ...more,
});

describe("where it stands, in words", () => {
  test("people are named while answers are missing", () => {
    expect(inWords(campaign({ progress: { asked: 80, answered: 34, round: 3 } }))).toBe(
      "Waiting for people: 34 of 80 answers of round 3.",
    );
    expect(inWords(campaign({ stage: "audit", progress: { asked: 9, answered: 0 } }))).toMatch(/of the blind audit/);
    const experts = { asked: 9, answered: 0, expert: true, stuck: "Nobody is an expert." };
    expect(inWords(campaign({ stage: "audit", progress: experts }))).toBe(
      "Waiting for experts: 0 of 9 answers of the blind audit. Nobody is an expert.",
    );
  });
  test("else what the machine does", () => {
    expect(inWords(campaign({ progress: { asked: 80, answered: 80 } }))).toMatch(/model is learning/);
    expect(inWords(campaign({ progress: { doing: "Reading 400 of 1,797 items" } }))).toBe(
      "Reading 400 of 1,797 items.",
    );
  });
  test("an end has its reason", () => {
    expect(inWords(campaign({ state: "failed", reason: "The encoder is missing." }))).toBe(
      "It failed. The encoder is missing.",
    );
    expect(inWords(campaign({ state: "finished" }))).toMatch(/every item/);
  });
});

test("a stage that a campaign did without is not shown as done", () => {
  const states = (more: Partial<CampaignLike>) => stagesOf(campaign(more)).map(({ state }) => state);
  expect(states({ stage: "audit" })).toEqual(["past", "past", "present", "ahead", "ahead"]);
  expect(states({ stage: "prepare" })[0]).toBe("present");
  expect(states({ state: "finished", certified: true, rounds: [{}], spent: { audit: 2 } })).toEqual(
    Array(5).fill("past"),
  );
  expect(states({ state: "finished", certified: true })).toEqual(["past", "unneeded", "unneeded", "past", "past"]);
  expect(states({ state: "finished", rounds: [{}] })).toEqual(["past", "past", "unreached", "unreached", "unreached"]);
});

test("a band is read from a number, from its parts, or not at all", () => {
  expect(bandOf(3)).toEqual({ low: 3, mid: 3, high: 3 });
  expect(bandOf({ low: 1, mid: 2, high: 4 })).toEqual({ low: 1, mid: 2, high: 4 });
  expect(bandOf({ low: 1 })).toBeNull();
  expect(bandOf(Number.NaN)).toBeNull();
});

test("the newest forecast counts", () => {
  const rounds = [{ forecast: 9 }, { forecast: { low: 4, mid: 5, high: 6 } }, {}];
  expect(forecastOf(campaign({ rounds }))?.mid).toBe(5);
  expect(forecastOf(campaign({ rounds, forecast: { total: { low: 1, mid: 2, high: 3 } } }))?.mid).toBe(2);
  expect(roundsOf({ rounds }).map(({ round }) => round)).toEqual([1, 2, 3]);
});

test("a campaign's curve says what people and audit would cost", () => {
  const curve = [
    { error: 0.05, cost: { low: 8, mid: 10, high: 15 }, labels: 100, audit: 50, machine_share: 0.8 },
    { error: 0.1 },
  ];
  expect(curveOf({ curve }, 0.04)).toEqual([
    {
      error_target: 0.05,
      cost: { low: 8, mid: 10, high: 15 },
      split: { label: 4, verify: 0, audit: 2, rest: 4 },
      machine_share: 0.8,
    },
  ]);
});

test("costs keep their order, without the total and without nothings", () => {
  expect(costs({ training: 1, total: 5, label: 4, audit: 0 })).toEqual([
    ["label", 4],
    ["training", 1],
  ]);
  expect(total({ label: 4, training: 1 })).toBe(5);
  expect(total({ label: 4, total: 6 })).toBe(6);
});

test("a saving is said, and so is none", () => {
  expect(saving(25, 100, "USD")).toBe("75\u00a0% less than $100.00 by people alone");
  expect(saving(110, 100, "USD")).toBe("10\u00a0% more than $100.00 by people alone");
  expect(saving(100, 100, "USD")).toBe("as much as by people alone ($100.00)");
});
