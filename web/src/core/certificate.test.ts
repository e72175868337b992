import { describe, expect, test } from "vitest";
import { byPeopleAlone, promise, readCertificate } from "./certificate";

const raw = {
  target: { error: 0.05, confidence: 0.95 },
  error_upper: 0.0461,
  counts: { human: 300, machine: 1497 },
  guideline_version: 4,
  order_hash: "abc",
  holds: true,
  evidence: [
    { item: 7, rank: 3, person: 1, machine: 1 },
    { item: 9, rank: 8, person: 0, machine: 1 },
    { item: 11, rank: 9, person: -1, machine: 1 },
  ],
};

test("the promise rounds against itself, never for itself", () => {
  const one = readCertificate(raw, ["cat", "dog"]);
  expect(promise(one)).toBe(
    "With 95 % confidence, at least 95.3 % of the 1,797 delivered labels agree with what people say blind under guideline version 4.",
  );
  expect(promise({ ...one, errorUpper: 0.0499999 })).toContain("at least 95 %");
});

test("evidence names both labels, and an item nobody could name counts as found", () => {
  const one = readCertificate(raw, ["cat", "dog"]);
  expect(one.evidence.map(({ person, machine, agree }) => [person, machine, agree])).toEqual([
    ["dog", "dog", true],
    ["cat", "dog", false],
    ["could not say", "dog", false],
  ]);
  expect(one.found).toBe(2);
  expect(one.hashes).toEqual([["order_hash", "abc"]]);
});

describe("other ends", () => {
  test("all by people", () => {
    const one = readCertificate({ ...raw, counts: { human: 10, machine: 0 }, evidence: [] }, []);
    expect(byPeopleAlone(one)).toBe(true);
    expect(promise(one)).toMatch(/given by people/);
  });
  test("one that does not hold says so", () => expect(readCertificate({ holds: false }, []).holds).toBe(false));
});
