import { describe, expect, test } from "vitest";
import * as editor from "./editor";
import { BOXES } from "./index";
import { keys } from "./keys";
import { model, setLabel, setMode, type Editing, type Regions } from "./model";
import { Hand } from "./pointer";
import type { Point } from "./shape";

/** A page of one question, with a picture of 100 x 80 pixels shown ten times as large. */
function page(type: string, value: Regions = [], ghost?: Regions) {
  const question = { name: type, type, labels: ["cell", "dust"] };
  const past: Regions[] = [];
  const asked = {
    question,
    item: { id: 1, media: "image" },
    value,
    ghost,
    locked: false,
    active: true,
    model: model(question),
    change: (next: Regions) => {
      past.push(asked.value);
      asked.value = next;
    },
    keyOf: () => null,
  } as unknown as Editing & { value: Regions; locked: boolean };
  setMode(asked.model, "draw"); // a new task begins as the last one was left
  setLabel(asked.model, question, "cell");
  asked.model.picture.value = { width: 100, height: 80 };
  asked.model.frame.value = { width: 1000, height: 800 };
  asked.model.view.value = { scale: 10, x: 0, y: 0 };
  const hand = new Hand();
  return {
    asked,
    past,
    press: (...names: string[]) =>
      names.map((name) => {
        const binding = keys(asked).find((one) => one.keys.includes(name) || one.name === name);
        binding?.run();
        return binding !== undefined;
      }),
    drag: (from: Point, ...to: Point[]) => {
      hand.down(asked, 1, from, false);
      for (const at of to) hand.move(asked, 1, at);
      hand.up(1, to.at(-1) ?? from);
    },
  };
}

const many = (key: string, times: number): string[] => Array.from({ length: times }, () => key);
const cell = { label: "cell", x: 10, y: 10, w: 20, h: 20 };

describe("drawing by keys alone", () => {
  test("a box: N, a corner, the other corner; then the arrows move it", () => {
    const { asked, press } = page("boxes");
    press("n", "enter", ...many("shift+arrowright", 2), ...many("arrowdown", 5), "enter");
    expect(asked.value).toEqual([{ label: "cell", x: 50, y: 40, w: 20, h: 5 }]);
    press("arrowleft", "shift+arrowup", "mod+arrowright");
    expect(asked.value).toEqual([{ label: "cell", x: 49, y: 30, w: 21, h: 5 }]);
  });

  test("N draws again with the same label", () => {
    const { asked, press } = page("boxes");
    press("label dust", "n", "enter", "arrowright", "enter", "n", "enter", "arrowleft", "enter");
    expect(asked.value.map(({ label }) => label)).toEqual(["dust", "dust"]);
  });

  test("a polygon: Enter twice at one place closes it, Backspace takes a corner back", () => {
    const { asked, press } = page("polygons");
    press("n", "enter", ...many("arrowright", 9), "enter", ...many("arrowdown", 9), "enter", "arrowleft", "enter");
    press("backspace", "arrowright", "enter");
    expect(asked.value).toEqual([{ label: "cell", points: [[50, 40], [59, 40], [59, 49]] }]); // prettier-ignore
    press(".", "arrowup", "delete"); // the first corner goes up; three are needed
    expect(asked.value).toEqual([{ label: "cell", points: [[50, 39], [59, 40], [59, 49]] }]); // prettier-ignore
    press(".", "m", ".", "arrowdown");
    expect(asked.value[0]).toMatchObject({ points: [[50, 39], [54.5, 40.5], [59, 40], [59, 49]] }); // prettier-ignore
  });

  test("a point: K and Enter", () => {
    const { asked, press } = page("points");
    press("k", "enter");
    expect(asked.value).toEqual([{ label: "cell", x: 50, y: 40 }]);
  });

  test("Esc leaves one thing at a time", () => {
    const { asked, press } = page("boxes", [cell]);
    press("n", "enter", "escape");
    expect([asked.model.begun.value, asked.model.cursor.value]).toEqual([[], [50, 40]]);
    press("escape", "w");
    expect(editor.selected(asked, "answer")).toBe(cell);
    press("escape");
    expect(press("escape", "arrowleft", "enter")).toEqual([false, false, false]); // the page's again
  });
});

describe("drawing with the pointer", () => {
  test("a drag is a box, all of it one step of undo", () => {
    const { asked, past, drag } = page("boxes");
    drag([100, 100], [200, 150], [300, 250]);
    expect(asked.value).toEqual([{ label: "cell", x: 10, y: 10, w: 20, h: 15 }]);
    expect(past).toHaveLength(1);
  });

  test("a handle pulls it, a click beside unselects it", () => {
    const { asked, past, drag } = page("boxes", [cell]);
    drag([200, 200]);
    drag([302, 301], [350, 340], [402, 351]);
    expect(asked.value).toEqual([{ ...cell, w: 30, h: 25 }]);
    expect(past).toHaveLength(1);
    drag([900, 700]);
    expect(editor.selected(asked, "answer")).toBeNull();
  });

  test("a second click selects what lies below", () => {
    const { asked, drag } = page("boxes", [{ ...cell, x: 0, y: 0, w: 80, h: 80 }, cell]);
    const at = () => asked.model.selected.value?.at;
    drag([200, 200]);
    expect(at()).toBe(1);
    drag([200, 200]);
    expect(at()).toBe(0);
    drag([200, 200]);
    expect(at()).toBe(1);
  });

  test("in select mode a drag moves the region, and beside it the picture", () => {
    const { asked, press, drag } = page("boxes", [cell]);
    press("v");
    drag([200, 200], [250, 200], [300, 200]);
    expect(asked.value).toEqual([{ ...cell, x: 20 }]);
    drag([800, 700], [810, 700], [820, 705]);
    expect(asked.model.view.value).toEqual({ scale: 10, x: 20, y: 5 });
    expect(asked.value).toEqual([{ ...cell, x: 20 }]);
  });

  test("clicks are corners; a click at the first one closes the polygon", () => {
    const { asked, drag } = page("polygons");
    for (const at of [[100, 100], [300, 100], [300, 300], [104, 104]] as Point[]) drag(at); // prettier-ignore
    expect(asked.value).toEqual([{ label: "cell", points: [[10, 10], [30, 10], [30, 30]] }]); // prettier-ignore
  });

  test("a point on a point selects it instead of hiding it", () => {
    const { asked, drag } = page("points", [{ label: "cell", x: 10, y: 10 }]);
    drag([103, 100]);
    expect(asked.value).toHaveLength(1);
    drag([100, 100], [200, 100]);
    expect(asked.value).toEqual([{ label: "cell", x: 20, y: 10 }]);
  });

  test("a second finger ends what the first began", () => {
    const { asked } = page("boxes");
    const hand = new Hand();
    hand.down(asked, 1, [100, 100], false);
    hand.move(asked, 1, [200, 200]);
    hand.down(asked, 2, [400, 200], false);
    hand.move(asked, 2, [600, 200]);
    hand.up(2, [600, 200]);
    hand.up(1, [200, 200]);
    expect(asked.value).toEqual([]);
    expect(asked.model.begun.value).toEqual([]);
    expect(asked.model.view.value.scale).toBeCloseTo(20);
  });
});

describe("what is done to a region", () => {
  test("relabel, duplicate, delete", () => {
    const { asked, press } = page("boxes", [cell]);
    press("w", "label dust");
    expect(asked.value).toEqual([{ ...cell, label: "dust" }]);
    press("mod+d");
    expect(asked.value).toEqual([{ ...cell, label: "dust" }, { ...cell, label: "dust", x: 11.2, y: 11.2 }]); // prettier-ignore
    press("delete");
    expect(asked.value).toEqual([{ ...cell, label: "dust" }]);
  });

  test("a locked one stays as it is, a hidden one cannot be hit", () => {
    const { asked, press, drag } = page("boxes", [cell]);
    press("w", "l", "arrowleft", "delete", "label dust", "v");
    drag([200, 200], [300, 300]);
    expect(asked.value).toEqual([cell]);
    press("l", "i", "escape");
    drag([200, 200]);
    expect(asked.model.selected.value).toBeNull();
  });

  test("marks come back with an undo", () => {
    const { asked, past, press } = page("boxes", [cell]);
    press("w", "i");
    asked.change([]);
    asked.value = past.at(-1) as Regions;
    expect(asked.model.hidden.value.has(asked.value[0]!)).toBe(true);
  });

  test("in an answer that is only looked at nothing changes", () => {
    const { asked, press, drag } = page("boxes", [cell]);
    asked.locked = true;
    press("n", "enter", "delete");
    drag([500, 500], [700, 700]);
    expect(asked.model.view.value.x).toBe(200); // but the picture moves
    drag([400, 400], [500, 500]);
    expect(asked.value).toEqual([cell]);
  });
});

describe("a suggested region", () => {
  const ghosts = [cell, { ...cell, x: 60 }];

  test("is taken or refused alone", () => {
    const { asked, press } = page("boxes", [], ghosts);
    const open = () => ghosts.filter((ghost) => editor.open(asked, ghost)).length;
    press("w", "t");
    expect(asked.value).toEqual([cell]);
    expect(open()).toBe(1);
    press("arrowright"); // corrected, and yet the same suggestion
    expect(open()).toBe(1);
    press("escape", "w", "w", "delete");
    expect([asked.value.length, open()]).toEqual([1, 0]);
  });

  test("is open again after the undo of taking it, but not after it was deleted", () => {
    const { asked, past, press } = page("boxes", [], ghosts);
    press("w", "t");
    asked.value = past.pop() as Regions;
    expect(editor.open(asked, cell)).toBe(true);
    press("escape", "w", "t", "delete");
    expect(asked.value).toEqual([]);
    expect(editor.open(asked, cell)).toBe(false);
  });

  test("is settled where the page took all of them", () => {
    const { asked } = page("boxes", [], ghosts);
    asked.value = structuredClone(ghosts);
    expect(ghosts.some((ghost) => editor.open(asked, ghost))).toBe(false);
  });
});

test("every key means one thing at a time, and none a letter of the page", () => {
  const page_ = "saecguxydf?/".split("");
  for (const type of ["boxes", "polygons", "points"]) {
    const { asked, press } = page(type, [type === "boxes" ? cell : { label: "cell", x: 10, y: 10 }], [cell]);
    for (const state of [[], ["w"], ["w"], ["n"], ["enter"], ["escape", "escape", "h"]]) {
      press(...state);
      const all = keys(asked).flatMap((one) => one.keys);
      expect(new Set(all).size).toBe(all.length);
      expect(all.filter((key) => [...page_, "p"].includes(key))).toEqual([]);
      expect(new Set(keys(asked).map(({ name }) => name)).size).toBe(keys(asked).length);
    }
  }
});

test("an answer says what is wrong with it, and what it is", () => {
  const { question } = page("boxes").asked;
  expect(BOXES.missing([cell], question)).toBeNull();
  expect(BOXES.missing([{ ...cell, label: "gone" }], question)).toContain("“gone”");
  expect(BOXES.missing([{ label: "cell", points: [] }], question)).toContain("three corners");
  expect(BOXES.say([cell, cell, { ...cell, label: "dust" }], question)).toBe("3 regions: cell (2), dust (1)");
  expect(BOXES.say([], question)).toBe("no regions");
});
