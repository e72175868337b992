import { expect, test } from "vitest";
import { ago, bytes, counted, duration, money, momentUtc, part, percent, withInterval } from "./format";

test("money keeps the digits that matter, in any currency", () => {
  expect([0, 0.04, 0.004, 12.5, 1234.6].map((n) => money(n))).toEqual(["$0.00", "$0.04", "$0.004", "$12.50", "$1,235"]);
  expect(money(0.000226)).toBe("under $0.001");
  expect(money(3, "EUR")).toBe("€3.00");
  expect(money(3, "points")).toBe("3 points");
});

test("a percentage is never rounded to certainty", () => {
  expect([0.95, 0.9512, 1, 0, 0.9997, 0.0003].map((n) => percent(n))).toEqual([
    "95\u00a0%",
    "95.1\u00a0%",
    "100\u00a0%",
    "0\u00a0%",
    "99.97\u00a0%",
    "0.03\u00a0%",
  ]);
});

test("an estimate carries its interval", () => {
  expect(withInterval(0.941, 0.927, 0.953)).toBe("94.1\u00a0% (92.7 to 95.3\u00a0%)");
  expect(withInterval(0.941, null, null)).toBe("94.1\u00a0%");
});

test("times in words", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  expect(ago("2026-01-01T11:59:55Z", now)).toBe("just now");
  expect(ago("2026-01-01T11:57:00Z", now)).toBe("3 minutes ago");
  expect(ago("2025-12-31T12:00:00Z", now)).toBe("yesterday");
  expect(momentUtc("2026-11-21T05:00:00.000Z")).toBe("21 November 2026 at 05:00 UTC");
  expect([1.23, 45, 240, 12_000].map(duration)).toEqual(["1.2 s", "45 s", "4 min", "3 h 20 min"]);
});

test("counts and sizes", () => {
  expect([counted(0.5, "hour"), counted(1234.5, "hour")]).toEqual(["0.5 hours", "1,234.5 hours"]);
  expect([part(0.25), part(0.00001), part(0)]).toEqual(["25\u00a0%", "under\u00a00.1\u00a0%", "0\u00a0%"]);
  expect([counted(1, "item"), counted(12_000, "item"), counted(2, "class", "classes")]).toEqual([
    "1 item",
    "12,000 items",
    "2 classes",
  ]);
  expect([999, 1500, 25_000_000].map(bytes)).toEqual(["999 B", "1.5 kB", "25 MB"]);
});
