import { expect, test } from "vitest";
import { match, safeReturn, withQuery } from "./route";

test("a path gives its named parts, and only when it fits", () => {
  expect(match("/projects/:id/items/:item", "/projects/4/items/17")).toEqual({ id: "4", item: "17" });
  expect(match("/projects/:id", "/projects/4/plan")).toBeNull();
  expect(match("/projects/new", "/projects/4")).toBeNull();
  expect(match("/", "/")).toEqual({});
});

test("filters are changed in the address, and empty ones leave it", () => {
  expect(withQuery("?state=human&q=cat", { q: null, class: "a b" })).toBe("?state=human&class=a+b");
  expect(withQuery("?state=human", { state: "" })).toBe("");
});

test("signing in never sends a person to another site", () => {
  expect(safeReturn("/projects/1?x=2")).toBe("/projects/1?x=2");
  for (const bad of ["//evil.example", "https://evil.example", "/\\evil.example", null, ""])
    expect(safeReturn(bad)).toBe("/");
});
