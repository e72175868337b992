import { expect, test } from "vitest";
import { fault, formOf, goal, orderOf, peopleOnly, type OrderForm } from "./order";

const form: OrderForm = {
  error: 5,
  confidence: 95,
  label: 0.04,
  verify: null,
  deviceHour: 1,
  currency: "usd",
  budget: null,
};

test("a form becomes an order and comes back", () => {
  const order = orderOf({ ...form, error: 2.5 });
  expect(order).toEqual({
    target: { error: 0.025, confidence: 0.95 },
    prices: { label: 0.04, verify: 0.04, device_hour: 1, currency: "USD" },
    budget: null,
  });
  expect(formOf(order)).toEqual({ ...form, error: 2.5, currency: "USD" });
});

test("faults are said in words", () => {
  expect(fault(form)).toBeNull();
  expect(fault({ ...form, error: 0 })).toMatch(/between 0 and 100/);
  expect(fault({ ...form, confidence: 100 })).toMatch(/certainty/);
  expect(fault({ ...form, label: Number.NaN })).toMatch(/price/);
  expect(fault({ ...form, currency: "dollars" })).toMatch(/three letters/);
});

test("goal and price as sentences", () => {
  expect(goal({ error: 0.05, confidence: 0.95 })).toBe("at most 5\u00a0% wrong, 95\u00a0% sure");
  expect(peopleOnly(1797, 0.04, "USD")).toBe("1,797 items × $0.04 = $71.88");
});
