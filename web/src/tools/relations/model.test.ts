import { beforeEach, expect, test, vi } from "vitest";
import * as relations from "./model";
import type { AskedRelations } from "./model";

beforeEach(() => void vi.stubGlobal("document", { getSelection: () => null }));

function asking(given: Partial<AskedRelations> = {}): AskedRelations {
  const asked: AskedRelations = {
    question: { name: "it", type: "relations", labels: ["owns", "met"] },
    item: { id: 1, media: "text", text: "Ann owns a shop in Ulm" },
    value: [],
    ghost: undefined,
    locked: false,
    active: true,
    model: relations.model(),
    change: (value) => void (asked.value = value),
    keyOf: () => null,
    others: {
      who: [
        { label: "person", start: 0, end: 3 },
        { label: "thing", start: 11, end: 15 },
      ],
    },
    ...given,
  };
  return asked;
}
const OWNS = { label: "owns", from: [0, 3], to: [11, 15] } as const;

test("by keys: from part to part, each an end, then the label", () => {
  const asked = asking();
  relations.labelled(asked, "owns");
  expect(asked.model.said.value).toBe("Choose two parts first.");
  for (let i = 0; i < 2; i += 1) {
    relations.partBeside(asked, 1);
    relations.takeHere(asked);
  }
  relations.labelled(asked, "owns");
  expect(asked.value).toEqual([OWNS]);
  expect(asked.model.said.value).toBe("“Ann” owns “shop”");
  expect(asked.model.from.value).toBeNull();
});

test("a part that was picked just now is an end like the spans", () => {
  const asked = asking();
  asked.model.caret.value = { anchor: 22, head: 19 };
  relations.takeHere(asked);
  expect(relations.partsOf(asked).at(-1)).toEqual({ label: null, start: 19, end: 22 });
  expect(asked.model.from.value).toEqual({ start: 19, end: 22 });
});

test("a relation is turned round, labelled anew and deleted", () => {
  const asked = asking({ value: [OWNS] });
  relations.chooseBeside(asked, 1);
  relations.turn(asked);
  relations.labelled(asked, "met");
  expect(asked.value).toEqual([{ label: "met", from: [11, 15], to: [0, 3] }]);
  relations.drop(asked, asked.model.chosen.peek()!);
  expect(asked.value).toEqual([]);
});

test("a suggestion is kept as it is, or changed into an answer", () => {
  const asked = asking({ ghost: [OWNS] });
  relations.chooseBeside(asked, 1);
  relations.labelled(asked, "met");
  expect(asked.value).toEqual([{ ...OWNS, label: "met" }]);
  relations.add(asked, OWNS);
  expect(asked.value).toHaveLength(2);
  expect(relations.ghostsOf(asked)).toEqual([]);
});
