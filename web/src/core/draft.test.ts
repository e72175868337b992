import { describe, expect, test } from "vitest";
import { BLANK, kept, redone, said, undone } from "./draft";

const one = said(BLANK, { value: { class: "cat" } });
const two = said(one, { value: { class: "dog" }, rejected: 1 });

describe("undo and redo", () => {
  test("go back and forth through every step", () => {
    expect(undone(two)).toMatchObject({ value: { class: "cat" }, rejected: 0 });
    expect(undone(undone(two)).value).toEqual({});
    expect(redone(redone(undone(undone(two))))).toEqual(two);
  });

  test("stop at the ends", () => {
    expect(undone(BLANK)).toBe(BLANK);
    expect(redone(two)).toBe(two);
  });

  test("another step forgets what was undone", () => {
    const other = said(undone(two), { value: { class: "bird" } });
    expect(redone(other)).toBe(other);
    expect(undone(other).value).toEqual({ class: "cat" });
  });

  test("what is typed in one go is one step", () => {
    const typed = ["h", "hi", "hi!"].reduce((draft, note) => said(draft, { value: { note } }, "note"), one);
    expect(undone(typed).value).toEqual({ class: "cat" });
    const elsewhere = said(typed, { value: { note: "hi!", name: "A" } }, "name");
    expect(undone(elsewhere).value).toEqual({ note: "hi!" });
    expect(said(undone(elsewhere), { value: { note: "hi!?" } }, "note").before).toHaveLength(3);
  });
});

test("is kept without its steps", () => {
  expect(kept(two)).toMatchObject({ value: { class: "dog" }, before: [], after: [] });
});
