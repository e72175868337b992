import { describe, expect, it } from "vitest";
import { columns, differs, draftOf, partName, reasonOf, seenOf, together, toldOf, type Given } from "./review";

const given = (id: number, value: Given["value"], more: Partial<Given> = {}): Given => ({
  id,
  by: "A",
  worker: null,
  value,
  note: null,
  review: false,
  counts: true,
  ...more,
});

const ITEM = {
  answers: [
    given(1, { class: "cat" }, { counts: false }),
    given(2, { class: "cat" }),
    given(3, null, { by: "B", note: { skip: "too dark" } }),
    given(4, { class: "dog" }, { by: "C", review: true }),
  ],
  model: { value: { class: "cow" }, confidence: 0.4 },
};

describe("what was said, side by side", () => {
  it("shows the answers that count and the model, with a key where there is something to take", () => {
    const said = columns(ITEM);
    expect(said.map(({ name, key }) => [name, key])).toEqual([
      ["A", "1"],
      ["B", null],
      ["C (review)", "2"],
      ["Model", "3"],
    ]);
    expect(said.map(({ take }) => take)).toEqual([{ take: 2 }, null, { take: 4 }, { value: { class: "cow" } }]);
  });

  it("names people only where the server does", () => {
    const named = { ...ITEM, answers: [given(2, { class: "cat" }, { worker: "ada" })] };
    expect(columns(named)[0]?.name).toBe("ada");
  });

  it("tells the newest answer, also one that counts no more", () => {
    expect(seenOf(ITEM)).toBe(4);
    expect(seenOf({ answers: [], model: null })).toBe(null);
  });

  it("says to which question they differ", () => {
    const said = columns({ answers: [given(1, { a: 1, b: [2] }), given(2, { a: 1, b: [3] })], model: null });
    expect(["a", "b"].map((name) => differs({ name, type: "number" }, said))).toEqual([false, true]);
    expect(differs({ name: "a", type: "number" }, columns({ answers: [given(3, null)], model: ITEM.model }))).toBe(
      false,
    );
  });

  it("begins a fix with the newest answer, else with the model", () => {
    expect(draftOf(columns(ITEM))).toEqual({ class: "dog" });
    expect(draftOf(columns({ answers: [], model: ITEM.model }))).toEqual({ class: "cow" });
    expect(draftOf([])).toEqual({});
  });
});

it("goes to the first queue where the address names none", () => {
  expect([reasonOf("marked"), reasonOf("unheard of"), reasonOf(null)]).toEqual(["marked", "disagree", "disagree"]);
});

describe("several at once", () => {
  it("takes what is newest, or what the model says", () => {
    const said = columns(ITEM);
    expect(together(said, "newest")).toEqual({ take: 4 });
    expect(together(said, "model")).toEqual({ value: { class: "cow" } });
    expect(together(columns({ answers: [], model: null }), "newest")).toBeNull();
    expect(together(said, { send_back: "why" })).toEqual({ send_back: "why" });
  });

  it("names the part that a comment is about", () => {
    const note = { regions: [{ question: "where", at: 1, text: "hidden" }] };
    expect(toldOf(note, { name: "where", type: "boxes" })).toEqual([{ at: 1, text: "hidden" }]);
    expect(toldOf(note, { name: "other", type: "boxes" })).toEqual([]);
    expect(partName([{ label: "a" }, { label: "b" }], 1)).toBe("2 (b)");
    expect(partName({ fields: {} }, "total")).toBe("total");
  });
});
