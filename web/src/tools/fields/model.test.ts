import { beforeEach, expect, test, vi } from "vitest";
import * as model from "./model";
import type { AskedFields } from "./model";

/** Where the focus went; null: out of the form. */
let focused: string | null;

beforeEach(() => {
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.stubGlobal("document", {
    activeElement: { blur: () => (focused = null) },
    querySelector: (selector: string) => ({ focus: () => (focused = selector.slice('[data-place="'.length, -2)) }),
  });
});

function asking(given: Partial<AskedFields> = {}): AskedFields {
  const asked: AskedFields = {
    question: {
      name: "it",
      type: "fields",
      fields: [{ name: "shop" }, { name: "net", kind: "amount" }, { name: "total", kind: "amount" }],
      lines: [{ name: "what" }, { name: "price", kind: "amount" }],
      checks: [{ sum: ["net"], is: "total" }],
    },
    item: { id: 1, media: "document", media_url: "/page" },
    value: undefined,
    ghost: { fields: { shop: { text: "Corner", confidence: 0.9 }, total: { text: "3.20", confidence: 0.4 } } },
    locked: false,
    active: true,
    model: model.model(),
    change: (value) => void (asked.value = value),
    keyOf: () => null,
    ...given,
  };
  return asked;
}

test("Enter leads from one doubtful field to the next, then to the rest, then out", () => {
  const asked = asking();
  model.write(asked, { name: "net" }, "3.20");
  model.goOn(asked, { name: "net" });
  expect(focused).toBe("total");
  model.goOn(asked, { name: "total" });
  expect(asked.value?.fields).toEqual({ net: { text: "3.20" }, total: { text: "3.20" } });
  expect(focused).toBe(model.REST);
  model.takeRest(asked);
  expect(asked.value?.fields?.["shop"]).toEqual({ text: "Corner" });
  expect(focused).toBeNull();
});

test("a field that another one makes doubtful is come back to", () => {
  const asked = asking();
  model.goOn(asked, { name: "total" });
  expect(focused).toBe("net");
  model.write(asked, { name: "net" }, "5");
  model.goOn(asked, { name: "net" });
  expect(focused).toBe("total");
});

test("in the table Enter goes from cell to cell, line to line", () => {
  const asked = asking({ value: { lines: [{}, {}] } });
  model.goOn(asked, { name: "what", row: 0 });
  expect(focused).toBe("0 price");
  model.goOn(asked, { name: "price", row: 0 });
  expect(focused).toBe("1 what");
  model.goOn(asked, { name: "price", row: 1 });
  expect(focused).toBe("net");
});

test("a box is kept or left as it was, and belongs to the field one is in", () => {
  const asked = asking();
  model.enter(asked, { name: "shop" });
  model.startBox(asked);
  model.endBox(asked, false);
  expect(asked.value).toBeUndefined();
  model.startBox(asked);
  model.endBox(asked, true);
  expect(asked.value?.fields?.["shop"]).toEqual({ text: "Corner", box: [0, 0.3, 0.45, 0.4, 0.05] });
  expect(focused).toBe("shop");
});
