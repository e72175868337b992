import { describe, expect, test } from "vitest";
import { BLANK, kept, redone, remarked, said, undone } from "./draft";

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

describe("comments on regions", () => {
  const [first, second] = [{ x: 1 }, { x: 2 }];
  const drawn = said(BLANK, { value: { where: [first, second] } });
  const told = remarked(remarked(drawn, { question: "where", at: 1, text: "hid" }), {
    question: "where",
    at: 1,
    text: "hidden",
  });
  const at = ({ remarks }: typeof told) => remarks.map((one) => one.at);

  test("are one step of undo, however long they are", () => {
    expect(told.remarks).toEqual([{ question: "where", at: 1, text: "hidden" }]);
    expect(undone(told).remarks).toEqual([]);
    expect(redone(undone(told)).remarks).toEqual(told.remarks);
    expect(remarked(told, { question: "where", at: 1, text: " " }).remarks).toEqual([]);
  });

  test("go with their region wherever it goes", () => {
    expect(at(said(told, { value: { where: [second] } }))).toEqual([0]);
    expect(at(said(told, { value: { where: [first, { x: 3 }] } }))).toEqual([1]); // it was moved
    expect(at(said(told, { value: { where: [first] } }))).toEqual([]);
    expect(at(said(told, { value: { where: [first, second], class: "cat" } }))).toEqual([1]);
    const field = remarked(BLANK, { question: "paper", at: "total", text: "blurred" });
    expect(at(said(field, { value: { paper: { fields: { total: { text: "1" } } } } }))).toEqual(["total"]);
    expect(at(said(field, { value: { paper: { fields: {} } } }))).toEqual([]);
  });
});
