import { describe, expect, test } from "vitest";
import { byPeopleAlone, plainly, promise, readCertificate } from "./certificate";

const raw = {
  method: "audit",
  target: { error: 0.05, confidence: 0.95 },
  holds: true,
  error_upper: 0.0461,
  items: 1797,
  human: 300,
  machine: 1497,
  unlabelled: 0,
  audited: 3,
  found: 2,
  order_hash: "abc",
  facts: { guideline_version: 4, classes: ["cat", "dog"] },
  evidence: [
    [2, 7, 1, 1],
    [7, 9, 0, 1],
    [8, 11, -1, 1],
  ],
};

test("the promise is the target that was proven, in words", () => {
  expect(promise(readCertificate(raw, []))).toBe(
    "With 95\u00a0% confidence, at least 95\u00a0% of the 1,797 delivered labels agree with what people say blind under guideline version 4.",
  );
});

test("the promise is said in plain words, too, and only where there is one", () => {
  expect(plainly(readCertificate(raw, []))).toMatch(/all 1,797 labels, .* at most 89 labels\. .* at most 5 are broken/);
  expect(plainly(readCertificate({ ...raw, holds: false, unlabelled: 3 }, []))).toBeNull();
});

test("evidence names both labels, and an item nobody could name differs", () => {
  const one = readCertificate(raw, ["other", "names"]);
  expect(one.evidence.map(({ rank, item, person, machine, agree }) => [rank, item, person, machine, agree])).toEqual([
    [3, 7, "dog", "dog", true],
    [8, 9, "cat", "dog", false],
    [9, 11, "could not say", "dog", false],
  ]);
  expect(one.hashes).toEqual([["order of the labels", "abc"]]);
});

describe("other ends", () => {
  test("all by people", () => {
    const one = readCertificate({ ...raw, method: "people", machine: 0, evidence: [] }, []);
    expect(byPeopleAlone(one)).toBe(true);
    expect(promise(one)).toMatch(/^People gave all/);
  });
  test("what people only confirmed is not by people alone", () => {
    const one = readCertificate({ ...raw, human: 1700, confirmed: 97, machine: 0 }, []);
    expect(one.confirmed).toBe(97);
    expect(byPeopleAlone(one)).toBe(false);
  });
  test("one that does not hold says so, and so does an unreadable one", () => {
    expect(promise(readCertificate({ ...raw, method: "none", holds: false, machine: 0, unlabelled: 3 }, []))).toMatch(
      /^Nothing is promised: 3 items/,
    );
    expect(readCertificate({}, []).holds).toBe(false);
  });
});
