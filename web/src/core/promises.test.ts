import { expect, test } from "vitest";
import { fault, inWords, NONE, promisedOf, promisesOf, read, type Promises } from "./promises";

const classes: Promises = { ...NONE, of: "classes", own: { crack: 10, dent: 2.5 } };
const slices: Promises = { ...NONE, of: "slices", field: "camera", alike: true, each: 5 };

test("a form becomes a target and comes back", () => {
  expect(promisedOf(classes)).toEqual({ target: { classes: { crack: 0.1, dent: 0.025 } }, slice_by: null });
  expect(promisedOf(slices)).toEqual({ target: { slices: 0.05 }, slice_by: "camera" });
  for (const form of [classes, slices]) {
    const { target, slice_by } = promisedOf(form);
    expect(promisesOf(target, slice_by)).toEqual(form);
  }
});

test("what promises nothing is not sent", () => {
  const nothing = { target: {}, slice_by: null };
  expect(promisedOf(NONE)).toEqual(nothing);
  expect(promisedOf({ ...classes, own: {} })).toEqual(nothing);
  expect(promisedOf({ ...slices, each: null })).toEqual(nothing);
  expect(promisedOf({ ...slices, of: "nothing" })).toEqual(nothing);
  expect(promisesOf({}, null)).toEqual(NONE);
  expect(promisesOf({ classes: {} }, undefined)).toEqual(NONE);
});

test("only what is shown counts", () => {
  expect(promisedOf({ ...classes, alike: true, each: 7 }).target).toEqual({ classes: 0.07 });
  expect(fault({ ...classes, alike: true, each: 7, own: { crack: 200 } })).toBeNull();
});

test("faults are said in words", () => {
  expect(fault(classes)).toBeNull();
  expect(fault({ ...classes, own: { crack: 100 } })).toMatch(/“crack”/);
  expect(fault({ ...slices, each: 0 })).toMatch(/between 0 and 50/);
  expect(fault({ ...slices, field: "" })).toMatch(/Choose the field/);
  expect(fault({ ...slices, field: "", each: null })).toBeNull();
});

test("the address holds them, unless somebody made it up", () => {
  expect(read(JSON.stringify(classes))).toEqual(classes);
  for (const text of [
    null,
    "",
    "{",
    '{"each":"ten"}',
    '{"of":"everything"}',
    '{"of":"classes","own":{"crack":"a tenth"}}',
  ])
    expect(read(text)).toBeNull();
});

test("promises in words", () => {
  expect(inWords({})).toEqual([]);
  expect(inWords({ classes: 0.1 })).toEqual(["10\u00a0% of each class"]);
  expect(inWords({ slices: { "camera 2": 0.1 } })).toEqual(["10\u00a0% of “camera 2”"]);
  expect(inWords({ classes: { a: 0.1, b: 0.1, c: 0.1, d: 0.1 } })).toEqual(["an own share of 4 classes"]);
});
