import { describe, expect, test } from "vitest";
import {
  due,
  entry,
  hurry,
  outcomeOf,
  pauseAfter,
  put,
  revived,
  sending,
  settled,
  troubled,
  unsent,
  wait,
  type Box,
} from "./outbox";
import { task } from "./session.fixture";

const cat = { value: { class: "cat" } };
const box: Box = put(put([], entry(task(1), cat, 1, 1000)), entry(task(2), cat, 1, 2000));

test("entries go out one at a time, oldest first", () => {
  expect(due(box, 5000)?.task.id).toBe(1);
  expect(due(sending(box, "1:1"), 5000)).toBeNull();
});

test("only a stored answer leaves the box", () => {
  const outcomes = [
    { kind: "offline" },
    { kind: "signed-out" },
    { kind: "conflict", detail: "another version" },
    { kind: "refused", detail: "not a class" },
  ] as const;
  for (const outcome of outcomes) expect(settled(sending(box, "1:1"), "1:1", outcome, 5000)).toHaveLength(2);
  expect(settled(sending(box, "1:1"), "1:1", { kind: "stored", answerId: 9 }, 5000).map(({ key }) => key)).toEqual([
    "2:1",
  ]);
});

test("a lost line is tried again, later each time, in order", () => {
  const lost = settled(sending(box, "1:1"), "1:1", { kind: "offline" }, 5000);
  expect(due(lost, 5000)).toBeNull(); // the second does not overtake the first
  expect(due(lost, 5500)?.task.id).toBe(1);
  expect([1, 2, 3, 20].map(pauseAfter)).toEqual([500, 1000, 2000, 15_000]);
  expect(due(hurry(lost), 5000)?.task.id).toBe(1);
});

test("a reload in mid-submit sends again under the same lease", () => {
  const after = revived(JSON.parse(JSON.stringify(sending(box, "1:1"))) as Box);
  expect(due(after, 0)).toMatchObject({ key: "1:1", task: { lease: 1 }, body: cat });
});

test("answering the same lease again replaces what still waits", () => {
  const changed = put(box, entry(task(1), { value: { class: "dog" } }, 1, 3000));
  expect(changed).toHaveLength(2);
  expect(changed.find(({ key }) => key === "1:1")?.body).toEqual({ value: { class: "dog" } });
});

describe("what a person must see", () => {
  test("a conflict keeps both versions", () => {
    const both = settled(
      sending(box, "1:1"),
      "1:1",
      { kind: "conflict", detail: "d", yours: cat.value, stored: { class: "dog" } },
      1,
    );
    expect(troubled(both)).toMatchObject([{ yours: { class: "cat" }, stored: { class: "dog" } }]);
    expect(unsent(both)).toHaveLength(1);
  });

  test("nothing waits when nothing is left", () => {
    expect(wait([], 0)).toBeNull();
    expect(wait(box, 500)).toBe(500);
  });
});

test("a status means one thing", () => {
  expect(outcomeOf(201, { id: 7 })).toEqual({ kind: "stored", answerId: 7 });
  expect(outcomeOf(200, { id: 7 }).kind).toBe("stored");
  expect(outcomeOf(503, {}).kind).toBe("offline");
  expect(outcomeOf(429, {}).kind).toBe("offline");
  expect(outcomeOf(401, {}).kind).toBe("signed-out");
  expect(outcomeOf(409, { detail: "d", stored: 1 })).toMatchObject({ kind: "conflict", stored: 1 });
  expect(outcomeOf(422, { title: "t" })).toEqual({ kind: "refused", detail: "t" });
});
