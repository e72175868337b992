import { expect, test } from "vitest";
import { asCurl, asPython, literal } from "./copy";

const here = "http://127.0.0.1:8000";

test("a call for the shell, quoted so that a quote in a filter does no harm", () => {
  expect(asCurl({ path: "/projects/1/items?q=it's", python: "" }, here)).toBe(
    `curl 'http://127.0.0.1:8000/api/v1/projects/1/items?q=it'\\''s' \\\n  -H "Authorization: Bearer $VERMEIL_TOKEN"`,
  );
  expect(asCurl({ method: "POST", path: "/x", body: { a: 1 }, python: "" }, here)).toContain(`-d '{"a":1}'`);
});

test("the same in Python", () => {
  expect(asPython({ path: "", python: "for item in client.items.list(1):\n    print(item)" }, here)).toContain(
    "    for item in client.items.list(1):\n        print(item)\n",
  );
  expect(literal({ a: null, b: [true, "x"] })).toBe('{"a": None, "b": [True, "x"]}');
});
