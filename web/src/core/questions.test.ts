import { describe, expect, test } from "vitest";
import { allClasses, asked, classesOf, oneOf, plainClasses, summary, titleOf, verdict, type Schema } from "./questions";

const DAMAGE: Schema = {
  questions: [
    { name: "class", type: "classes", classes: ["whole", "damaged"] },
    { name: "where", type: "boxes", labels: ["dent"], when: { class: "damaged" } },
    { name: "kinds", type: "classes", classes: ["new", "old"], multiple: true, when: { class: ["damaged", "lost"] } },
    { name: "note", type: "text", optional: true, when: { kinds: "old" } },
  ],
};

const names = (value: Record<string, unknown>): string[] => asked(DAMAGE, value).map(({ name }) => name);

describe("what is asked", () => {
  test("depends on the answers before", () => {
    expect(names({})).toEqual(["class"]);
    expect(names({ class: "whole" })).toEqual(["class"]);
    expect(names({ class: "damaged" })).toEqual(["class", "where", "kinds"]);
  });

  test("of several answers one is enough", () => {
    expect(names({ class: "damaged", kinds: ["new", "old"] })).toContain("note");
    expect(names({ class: "damaged", kinds: ["new"] })).not.toContain("note");
  });

  test("does not hang on an answer that is asked for no more", () => {
    expect(names({ class: "whole", kinds: ["old"] })).toEqual(["class"]);
  });
});

describe("an answer", () => {
  const rules = ({ type }: { type: string }) => ({
    blank: () => (type === "boxes" ? [] : undefined),
    missing: (value: unknown) => (value === "bad" ? "It is bad." : null),
  });

  test("is whole when every question that is asked has one; what nobody touched is blank", () => {
    const value = { class: "damaged", kinds: ["old"], note: undefined };
    expect(verdict(DAMAGE, value, rules)).toEqual({ value: { class: "damaged", where: [], kinds: ["old"] } });
  });

  test("says something, even where everything may be left out", () => {
    const free: Schema = { questions: [{ name: "note", type: "text", optional: true }] };
    expect(verdict(free, {}, rules)).toMatchObject({ question: { name: "note" } });
  });

  test("leaves out what is asked for no more", () => {
    expect(verdict(DAMAGE, { class: "whole", where: [{}] }, rules)).toEqual({ value: { class: "whole" } });
  });

  test("is kept by the first question that lacks one, or has a wrong one", () => {
    expect(verdict(DAMAGE, {}, rules)).toMatchObject({ question: { name: "class" }, why: null });
    expect(verdict(DAMAGE, { class: "damaged", where: "bad" }, rules)).toMatchObject({
      question: { name: "where" },
      why: "It is bad.",
    });
  });
});

test("a single question of classes is the plain case", () => {
  expect(plainClasses(oneOf(["a", "b"]))?.classes).toEqual(["a", "b"]);
  expect(plainClasses(DAMAGE)).toBeNull();
  expect(classesOf(DAMAGE)).toEqual(["whole", "damaged"]);
  expect(classesOf({ questions: DAMAGE.questions.slice(2) })).toEqual([]); // several may be chosen
  expect(allClasses(DAMAGE)).toEqual(["whole", "damaged", "new", "old"]);
  expect([summary(oneOf(["a", "b"])), summary(DAMAGE)]).toEqual(["2 classes", "4 questions"]);
  expect(titleOf({ name: "where", type: "boxes", ask: " " })).toBe("where");
});
