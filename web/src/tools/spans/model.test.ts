import { beforeEach, expect, test, vi } from "vitest";
import type { Caret } from "./caret";
import * as spans from "./model";
import type { AskedSpans } from "./model";
import { ghostsOf } from "./parts";
import type { Span } from "./rules";

const TEXT = "👩‍⚕️ Dr. Lee met Zoë"; // the first character is 4 code points and 5 units
const LEE: Caret = { anchor: 10, head: 13 };

beforeEach(() => void vi.stubGlobal("document", { getSelection: () => null }));

/** The question as a page keeps it: every change is the next value. */
function asking(given: Partial<AskedSpans> = {}): AskedSpans {
  const asked: AskedSpans = {
    question: { name: "it", type: "spans", labels: ["person", "title"], overlap: false },
    item: { id: 1, media: "text", text: TEXT },
    value: [],
    ghost: undefined,
    locked: false,
    active: true,
    model: spans.model(),
    change: (value) => void (asked.value = value),
    keyOf: () => null,
    ...given,
  };
  return asked;
}

test("a label goes to what is picked, in code points", () => {
  const asked = asking();
  asked.model.caret.value = LEE;
  spans.labelled(asked, "person");
  expect(asked.value).toEqual([{ label: "person", start: 9, end: 12 }]);
  expect([...TEXT].slice(9, 12).join("")).toBe("Lee");
  expect(asked.model.said.value).toBe("“Lee” is marked as person.");
});

test("what cannot be marked is told and changes nothing", () => {
  const asked = asking({ value: [{ label: "title", start: 5, end: 12 }] });
  asked.model.caret.value = LEE;
  spans.labelled(asked, "person");
  expect(asked.value).toHaveLength(1);
  expect(asked.model.said.value).toMatch(/“title”.*may not overlap/);
});

test("with a span chosen, a label is its new label, and it can be deleted", () => {
  const asked = asking({ value: [{ label: "title", start: 9, end: 12 }] });
  spans.chooseBeside(asked, 1);
  spans.labelled(asked, "person");
  expect(asked.value).toEqual([{ label: "person", start: 9, end: 12 }]);
  spans.drop(asked, asked.model.chosen.peek()!);
  expect(asked.value).toEqual([]);
  expect(asked.model.caret.value).toEqual(LEE); // so that it can be marked otherwise at once
});

test("with nothing picked a label stays in the hand until it is chosen again", () => {
  const { model, ...rest } = asking();
  spans.labelled({ model, ...rest }, "title");
  expect(model.pen.value).toBe("title");
  spans.labelled({ model, ...rest }, "title");
  expect(model.pen.value).toBeNull();
});

test("suggested spans stand among the others until they are kept, or marked otherwise", () => {
  const ghost: Span[] = [
    { label: "person", start: 9, end: 12 },
    { label: "person", start: 17, end: 20 },
  ];
  const asked = asking({ ghost, value: [ghost[1]!] });
  expect(ghostsOf(asked)).toEqual([ghost[0]]);
  spans.chooseBeside(asked, 1);
  spans.labelled(asked, "title");
  expect(asked.value).toEqual([{ label: "title", start: 9, end: 12 }, ghost[1]]);
});

test("the keys go round from mark to mark", () => {
  const value = [0, 5, 9].map((start) => ({ label: "title", start, end: start + 1 }));
  const asked = asking({ value });
  const at = () => value.indexOf(asked.model.chosen.peek()! as (typeof value)[0]);
  const went = ([1, 1, 1, 1, -1, -1] as const).map((by) => (spans.chooseBeside(asked, by), at()));
  expect(went).toEqual([0, 1, 2, 0, 2, 1]);
  asked.model.chosen.value = null;
  asked.model.caret.value = { anchor: 8, head: 8 };
  spans.chooseBeside(asked, 1); // from the caret, where nothing is chosen
  expect(at()).toBe(2);
});
