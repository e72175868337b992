import { describe, expect, test } from "vitest";
import { turned } from "./edit";
import { grabbed, handles, pointerOf, TARGET, under } from "./hit";
import { apart, type Box, type Point } from "./shape";

const view = { scale: 1, x: 0, y: 0 };
const large: Box = { label: "a", x: 0, y: 0, w: 200, h: 200 };
const small: Box = { label: "b", x: 50, y: 50, w: 40, h: 40 };

describe("under the pointer", () => {
  test("the smallest comes first, whichever was drawn first", () => {
    expect(under([large, small], [60, 60], view)).toEqual([1, 0]);
    expect(under([small, large], [60, 60], view)).toEqual([0, 1]);
    expect(under([large, small], [150, 150], view)).toEqual([0]);
  });

  test("a tiny object is as large as a fingertip on the screen, at any zoom", () => {
    const tiny: Box = { label: "a", x: 300, y: 300, w: 2, h: 2 };
    expect(under([tiny], [301 + 11, 301], view)).toEqual([0]);
    expect(under([tiny], [301 + 16, 301], view)).toEqual([]);
    expect(under([{ label: "p", x: 3000, y: 3000 }], [300 + 11, 300], { scale: 0.1, x: 0, y: 0 })).toEqual([0]);
  });

  test("an outline is what it encloses, not the box around it", () => {
    const corner = { label: "a", points: [[0, 0], [100, 0], [0, 100]] as Point[] }; // prettier-ignore
    expect(under([corner], [20, 20], view)).toEqual([0]);
    expect(under([corner], [80, 80], view)).toEqual([]);
  });

  test("a turned box is where it is seen", () => {
    const askew = turned({ label: "a", x: 0, y: 90, w: 200, h: 20 }, 90); // now it stands
    expect(under([askew], [100, 10], view)).toEqual([0]);
    expect(under([askew], [10, 100], view)).toEqual([]);
  });
});

describe("handles", () => {
  test("of a tiny box stand around it, each with room of its own", () => {
    for (const side of [1, 8, 23, 59, 61]) {
      const around = handles({ ...small, w: side, h: side }, view);
      const gaps = around.flatMap(({ at }, i) => around.slice(i + 1).map((other) => apart(at, other.at)));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(TARGET - 0.001);
    }
  });

  test("are taken by the nearest press, if it is near", () => {
    const all = handles(small, view);
    expect(grabbed(all, [91, 92])?.grip).toEqual({ part: "side", u: 1, v: 1 });
    expect(grabbed(all, [70, 70])).toBeNull();
  });

  test("of a polygon are its corners, and the middles of its long sides", () => {
    const wedge = { label: "a", points: [[0, 0], [100, 0], [100, 20]] as Point[] }; // prettier-ignore
    expect(handles(wedge, view).map(({ grip }) => grip.part)).toEqual(["corner", "corner", "corner", "between", "between"]); // prettier-ignore
  });

  test("say by the mouse pointer which way they are pulled, also when the box is turned", () => {
    const right = { part: "side", u: 1, v: 0.5 } as const;
    expect(pointerOf(right, small)).toBe("ew-resize");
    expect(pointerOf(right, turned(small, 90))).toBe("ns-resize");
    expect(pointerOf({ part: "side", u: 0, v: 0 }, small)).toBe("nwse-resize");
    expect(pointerOf({ part: "side", u: 1, v: 0 }, small)).toBe("nesw-resize");
  });
});
