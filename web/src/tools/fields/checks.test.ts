/** The same cases as tests/core/test_task_kinds.py: the page and the server doubt the same fields. */

import { describe, expect, test } from "vitest";
import { amountOf, printedAmount, sum } from "./amounts";
import { dateOf, doubts, iban, luhn, type Row } from "./checks";

const RECEIPT = {
  name: "it",
  type: "fields",
  fields: [
    { name: "shop", required: true },
    { name: "day", kind: "date" },
    { name: "net", kind: "amount" },
    { name: "tax", kind: "amount" },
    { name: "total", kind: "amount" },
    { name: "card" },
    { name: "account" },
  ],
  lines: [{ name: "what" }, { name: "price", kind: "amount" }],
  checks: [{ sum: ["net", "tax"], is: "total" }, { luhn: "card" }, { iban: "account" }],
};

const entries = (texts: Record<string, string>): Row =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, { text }]));

const printed = (text: string) => {
  const amount = amountOf(text);
  return amount && printedAmount(amount);
};

describe("amounts", () => {
  test.each([
    ["1,234.50", "1.234,50"],
    ["$ 1234.5", "1,234.50 USD"],
    ["12", "12.00"],
    ["1,234", "1234"],
    ["-3,5", "-3.50"],
    ["1.234.567", "1,234,567.00"],
  ])("%s and %s are one", (one, other) => {
    expect(printed(one)).toBe(printed(other));
    expect(printed(one)).not.toBeNull();
  });

  test("what is no number has no amount", () => {
    for (const text of ["about a pound", "", "-", "1-2", "."]) expect(amountOf(text)).toBeNull();
  });

  test("are added to the cent and printed as the server does", () => {
    const tenths = ["0.1", "0.20", "1,000"].map((text) => amountOf(text)!);
    expect(printedAmount(sum(tenths))).toBe("1,000.3");
    expect(["-0.05", "1200", "1234567.80"].map(printed)).toEqual(["-0.05", "1,200", "1,234,567.8"]);
  });
});

describe("dates", () => {
  test.each(["2024-03-01", "01.03.2024", "1/3/24", "1 March 2024", "Mar 1, 2024", "2024 03 01", "01-MAR-2024 10:31"])(
    "%s is read",
    (text) => expect(dateOf(text)).toBe("2024-03-01"),
  );

  test("the day comes before the month unless it cannot", () => expect(dateOf("03/31/2024")).toBe("2024-03-31"));

  test("what is no day has no date", () => {
    for (const text of ["soon", "31.02.2024", "March 2024", "12/2024"]) expect(dateOf(text)).toBeNull();
  });
});

test("a doubtful field is told in words", () => {
  const said = {
    day: "soon",
    net: "10.00",
    tax: "1.90",
    total: "11.80",
    card: "4111 1111 1111 1112",
    account: "DE89 3704 0044 0532 0130 01",
  };
  expect(doubts(entries(said), RECEIPT)).toEqual({
    shop: "It is missing.",
    day: "“soon” does not read as a date.",
    total: "net + tax = 11.9, not 11.8.",
    card: "Its check digits do not fit.",
    account: "Its check digits do not fit.",
  });
  const right = {
    shop: "x",
    total: "11.90",
    card: "4111111111111111",
    account: "DE89370400440532013000",
    day: "1.3.24",
  };
  expect(doubts(entries({ ...said, ...right }), RECEIPT)).toEqual({});
});

test("a cent of rounding is no doubt, and no field is checked before all of its parts are there", () => {
  expect(doubts(entries({ shop: "x", net: "10", tax: "1.90", total: "11.91" }), RECEIPT)).toEqual({});
  expect(doubts(entries({ shop: "x", net: "10", total: "11.91" }), RECEIPT)).toEqual({});
  expect(doubts(entries({ shop: "x", tax: "much", net: "1", total: "9" }), RECEIPT)).toEqual({
    tax: "“much” does not read as an amount.",
  });
});

test("check digits", () => {
  expect(luhn("79927398713")).toBe(true);
  expect(luhn("79927398710")).toBe(false);
  expect(luhn("none")).toBe(false);
  expect(iban("GB82 WEST 1234 5698 7654 32")).toBe(true);
  expect(iban("GB82")).toBe(false);
});
