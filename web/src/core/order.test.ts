import { expect, test } from "vitest";
import {
  alsoAtMost,
  fault,
  formOf,
  goal,
  limits,
  orderOf,
  peopleOnly,
  reference,
  USUAL,
  type OrderForm,
} from "./order";
import { NONE } from "./promises";

const form: OrderForm = { ...USUAL, currency: "usd" };

test("a form becomes an order and comes back", () => {
  const order = orderOf({ ...form, error: 2.5 });
  expect(order).toEqual({
    target: { error: 0.025, confidence: 0.95 },
    slice_by: null,
    prices: { label: 0.04, verify: 0.04, grid: null, expert: null, device_hour: 1, currency: "USD" },
    goal: "labels",
    worth: null,
    caps: { money: null, people_hours: null, device_hours: null, days: null },
    team: { people: 1, hours_a_day: 8, days_a_week: 5 },
    labelers: null,
    llm: null,
  });
  expect(formOf(order)).toEqual({ ...form, error: 2.5, currency: "USD" });
});

test("labels of open questions may be off by a little", () => {
  const near = { ...form, currency: "USD", tolerance: 20 };
  expect(orderOf(near).target).toEqual({ error: 0.05, confidence: 0.95, tolerance: 0.2 });
  expect(formOf(orderOf(near))).toEqual(near);
  expect(goal(orderOf(near).target)).toBe("at most 5\u00a0% wrong by more than 20\u00a0%, 95\u00a0% sure");
  expect(fault({ ...form, tolerance: 100 })).toContain("off by");
});

test("promises of single classes or slices are part of the target", () => {
  const own: OrderForm = { ...form, currency: "USD", promises: { ...NONE, of: "classes", own: { crack: 10 } } };
  expect(orderOf(own).target).toEqual({ error: 0.05, confidence: 0.95, classes: { crack: 0.1 } });
  expect(formOf(orderOf(own))).toEqual(own);
  const alike: OrderForm = { ...own, promises: { ...NONE, of: "slices", field: "camera", alike: true, each: 2.5 } };
  expect(orderOf(alike)).toMatchObject({ target: { slices: 0.025 }, slice_by: "camera" });
  expect(formOf(orderOf(alike))).toEqual(alike);
  expect(orderOf({ ...own, goal: "model" }).target).toEqual({ error: 0.05, confidence: 0.95 });
  expect(goal(orderOf(own).target)).toBe("at most 5\u00a0% wrong and 10\u00a0% of “crack”, 95\u00a0% sure");
  expect(alsoAtMost(orderOf(alike).target)).toBe(", and at most 2.5\u00a0% of each slice");
  expect(alsoAtMost(orderOf(form).target)).toBe("");
});

test("experts have a price of their own, where labels are wanted", () => {
  const order = orderOf({ ...form, expert: 0.5 });
  expect(order.prices.expert).toBe(0.5);
  expect(formOf(order).expert).toBe(0.5);
  expect(reference(order.prices)).toBe(0.5);
  expect(reference(orderOf(form).prices)).toBe(0.04);
  expect(orderOf({ ...form, expert: 0.5, goal: "model", budget: 5 }).prices.expert).toBeNull();
  expect(fault({ ...form, expert: 0 })).toMatch(/above 0/);
});

test("faults are said in words", () => {
  expect(fault(form)).toBeNull();
  expect(fault({ ...form, error: 0 })).toMatch(/between 0 and 50/);
  expect(fault({ ...form, confidence: 100 })).toMatch(/certainty/);
  expect(fault({ ...form, promises: { ...NONE, of: "classes", own: { crack: 0 } } })).toMatch(/“crack”/);
  expect(fault({ ...form, label: Number.NaN })).toMatch(/price/);
  expect(fault({ ...form, currency: "dollars" })).toMatch(/three letters/);
  expect(fault({ ...form, days: -1 })).toMatch(/cap on hours or days/);
  expect(fault({ ...form, people: 0 })).toMatch(/one person/);
  expect(fault({ ...form, hoursADay: 25 })).toMatch(/24 hours/);
  expect(fault({ ...form, goal: "model" })).toMatch(/best model for what/);
  expect(fault({ ...form, goal: "model", worth: 0.5 })).toBeNull();
  expect(fault({ ...form, goal: "model", budget: 5 })).toBeNull();
});

test("caps are told together", () => {
  const none = orderOf(form).caps;
  expect(limits(none, "USD")).toBe("");
  expect(limits({ ...none, money: 5 }, "USD")).toBe("$5.00");
  expect(limits({ ...none, money: 5, people_hours: 12, days: 1 }, "USD")).toBe("$5.00, 12 hours of people and 1 day");
});

test("goal and price as sentences", () => {
  expect(goal({ error: 0.05, confidence: 0.95 })).toBe("at most 5\u00a0% wrong, 95\u00a0% sure");
  expect(peopleOnly(1797, 0.04, "USD")).toBe("1,797 items × $0.04 = $71.88");
});
