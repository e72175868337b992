import { describe, expect, test } from "vitest";
import { byPeopleAlone, plainly, promise, readCertificate } from "./certificate";

const raw = {
  issued: "2026-11-21T05:00:00.000Z",
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
  parts: [{ plan: { pool: 1497 }, order_hash: "abc", accepted: 1497, most: 70 }],
  promises: [],
  by_class: [{ class: 1, labelled: 3, wrong: 2, named: 1, missed: 0 }],
  facts: { guideline_version: 4, classes: ["cat", "dog"] },
  evidence: [
    [2, 7, 1, 1],
    [7, 9, 0, 1],
    [8, 11, -1, 1],
  ],
};

test("what labels of open questions may be off by is part of the promise", () => {
  const near = readCertificate({ ...raw, target: { error: 0.05, confidence: 0.95, tolerance: 0.3 } }, []);
  expect(promise(near)).toContain("delivered labels agree, but for a loss of 30\u00a0%, with what people say blind");
  expect(plainly(near)).toContain("by more than that");
});

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
  expect(one.issued).toBe("2026-11-21T05:00:00.000Z");
});

test("promises for single classes are told, and places are those in their own part", () => {
  const row = { by: "class", number: 1, name: "dog", error: 0.1, items: 40, machine: 20, holds: true };
  const parts = [
    { by: "class", number: 1, plan: { pool: 8 }, order_hash: "abc" },
    { plan: { pool: 1489 }, order_hash: "def" },
  ];
  const one = readCertificate({ ...raw, parts, promises: [{ ...row, error_upper: 0.08 }] }, []);
  expect(one.promised).toEqual([
    { by: "class", name: "dog", error: 0.1, errorUpper: 0.08, items: 40, machine: 20, holds: true },
  ]);
  expect(one.byClass).toEqual([{ name: "dog", labelled: 3, wrong: 2, named: 1, missed: 0 }]);
  expect(one.hashes).toEqual([
    ["order of the labels: dog", "abc"],
    ["order of the labels", "def"],
  ]);
  expect(one.evidence.map(({ rank }) => rank)).toEqual([3, 8, 1]);
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
