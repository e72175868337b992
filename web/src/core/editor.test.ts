import { describe, expect, test } from "vitest";
import {
  added,
  answersOf,
  checkOf,
  checksWithout,
  KINDS,
  readSchema,
  removed,
  replaced,
  retyped,
  shifted,
  tidy,
  withPart,
  type Check,
} from "./editor";
import { oneOf, type Schema } from "./questions";

const DAMAGE: Schema = {
  questions: [
    { name: "class", type: "classes", classes: ["whole", "damaged"] },
    { name: "where", type: "boxes", labels: ["dent"], when: { class: "damaged" } },
  ],
};

describe("a schema is written by", () => {
  test("adding questions under names of their own", () => {
    const three = added(added(oneOf(["a", "b"]), "classes"), "text");
    expect(three.questions.slice(1)).toEqual([
      { name: "classes 2", type: "classes", classes: [] },
      { name: "text", type: "text" },
    ]);
  });

  test("changing a question, whose new name conditions follow", () => {
    const next = replaced(DAMAGE, 0, { ...DAMAGE.questions[0]!, name: "state", ask: "What is its state?" });
    expect(next.questions[0]).toMatchObject({ name: "state", ask: "What is its state?" });
    expect(next.questions[1]?.when).toEqual({ state: "damaged" });
  });

  test("changing its type, which keeps what both types have", () => {
    const boxes = { ...DAMAGE.questions[1]!, iou: 0.7 };
    expect(retyped(boxes, "polygons")).toEqual({ ...boxes, type: "polygons" });
    expect(retyped(boxes, "spans")).toEqual({ ...DAMAGE.questions[1], type: "spans" });
  });

  test("taking a question out, with the conditions on it", () => {
    expect(removed(DAMAGE, 0)).toEqual({ questions: [{ name: "where", type: "boxes", labels: ["dent"] }] });
  });

  test("moving a question, as far as there is room", () => {
    expect(shifted(DAMAGE, 0, 1).questions.map(({ name }) => name)).toEqual(["where", "class"]);
    expect(shifted(DAMAGE, 0, -1)).toEqual(DAMAGE);
  });
});

test("what says nothing is not written", () => {
  const written = tidy({
    name: "c",
    type: "classes",
    classes: [],
    ask: "",
    multiple: false,
    parents: {},
    optional: true,
  });
  expect(written).toEqual({ name: "c", type: "classes", classes: [], optional: true });
  expect(tidy({ name: "s", type: "spans", labels: ["A"], overlap: false })).toHaveProperty("overlap", false);
  expect(tidy({ name: "s", type: "spans", labels: ["A"], overlap: true })).not.toHaveProperty("overlap");
});

test("conditions are about answers that can be named", () => {
  expect(DAMAGE.questions.map(answersOf)).toEqual([["whole", "damaged"], []]);
  expect(answersOf({ name: "r", type: "rating", most: 3 })).toEqual([1, 2, 3]);
});

test("code is a schema, or says what is wrong with it", () => {
  expect(readSchema(JSON.stringify(DAMAGE))).toEqual(DAMAGE);
  expect(readSchema("{")).toMatch(/no JSON yet/);
  for (const other of ["{}", "null", '{"questions": [1]}']) expect(readSchema(other)).toMatch(/must be/);
});

test("every type has words of its own", () => {
  const words = Object.values(KINDS).map((kind) => kind.words);
  expect(new Set(words).size).toBe(words.length);
});

describe("checks of a document", () => {
  test("begin with fields that are there", () => {
    expect(checkOf("sum", ["net", "tax", "total"])).toEqual({ sum: ["net"], is: "total" });
    expect(checkOf("sum", ["net"])).toBeNull();
    expect(checkOf("iban", ["account"])).toEqual({ iban: "account" });
    expect(checkOf("luhn", [])).toBeNull();
  });

  test("go with the field that they are about", () => {
    const checks: Check[] = [{ sum: ["net", "tax"], is: "total" }, { luhn: "card" }, { iban: "tax" }];
    expect(checksWithout(checks, "tax")).toEqual([{ sum: ["net"], is: "total" }, { luhn: "card" }]);
    const paper = {
      name: "paper",
      type: "fields",
      fields: [{ name: "net" }, { name: "card" }],
      checks: [{ luhn: "card" }],
    };
    expect(withPart(paper, "fields", [{ name: "net" }])["checks"]).toEqual([]);
    expect(checksWithout(checks, "total")).toEqual([{ luhn: "card" }, { iban: "tax" }]);
  });
});
