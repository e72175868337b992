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

test("a bare status has words, too", () => {
  expect(problemOf(403, null).message).toMatch(/role/);
  expect(problemOf(502, "<html>").message).toBe("The server answered 502");
  expect(words(new Problem(0, "t", ""))).toBe("t");
  expect(words("x")).toBe("x");
});
