import { expect, test } from "vitest";
import { Problem, problemOf, words } from "./problem";

test("a refusal speaks in the server's words, each fault with its place", () => {
  const problem = problemOf(422, {
    title: "Not valid",
    detail: "The content is not valid.",
    errors: [{ where: "body.target.error", message: "should be less than 1" }],
  });
  expect(problem.message).toBe("The content is not valid. target.error: should be less than 1");
});

test("a refusal knows which field it is about", () => {
  const refused = problemOf(422, { detail: "There is no class 'cow'.", about: "target.classes" });
  expect(refused.about("target.classes", "target.slices")).toBe(true);
  expect(refused.about("target.slices")).toBe(false);
  const misshapen = problemOf(422, { errors: [{ where: "body.target.classes.cow", message: "less than 1" }] });
  expect(misshapen.about("target.classes")).toBe(true);
  expect(misshapen.about("target.class")).toBe(false);
  expect(problemOf(502, "<html>").about("target")).toBe(false);
});

test("a bare status has words, too", () => {
  expect(problemOf(403, null).message).toMatch(/role/);
  expect(problemOf(502, "<html>").message).toBe("The server answered 502");
  expect(words(new Problem(0, "t", ""))).toBe("t");
  expect(words("x")).toBe("x");
});
