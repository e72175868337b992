import { expect, test } from "vitest";
import { NOTHING, parcels, together } from "./parcels";

const file = (name: string, size = 1000) => ({ name, size });

test("many small files go in a few parcels, large ones alone, none is lost", () => {
  const many = Array.from({ length: 600 }, (_, i) => file(`${i}.png`));
  expect(parcels(many).map((one) => one.length)).toEqual([250, 250, 100]);
  expect(parcels([file("a.zip", 3e7), file("b.png"), file("c.zip", 3e7)]).map((one) => one.length)).toEqual([1, 1, 1]);
  expect(parcels(many).flat()).toEqual(many);
});

test("a table and the pictures that it may name stay together", () => {
  expect(parcels([file("a.png", 2e7), file("list.CSV"), file("b.png", 2e7)])).toHaveLength(1);
  expect(parcels([file("a.csv", 2e7), file("b.csv", 2e7)])).toHaveLength(2);
});

test("reports add up", () => {
  const one = { ...NOTHING, received: 2, added: 1, refused: [{ line: 2, reason: "empty" }], refused_count: 1 };
  expect(together(one, one)).toMatchObject({
    received: 4,
    added: 2,
    refused_count: 2,
    refused: [{ line: 2 }, { line: 2 }],
  });
});
