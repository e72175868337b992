import { describe, expect, test } from "vitest";
import {
  boxOf,
  cornerAdded,
  cornerMoved,
  cornerRemoved,
  duplicate,
  grown,
  moved,
  polygonOf,
  resized,
  turned,
  turnedTo,
} from "./edit";
import { corners, within, type Box, type Point } from "./shape";

const picture = { width: 100, height: 80 };
const box: Box = { label: "cell", x: 10, y: 20, w: 30, h: 10 };
const triangle = polygonOf("cell", [[10, 10], [30, 10], [20, 40]], picture); // prettier-ignore

const close = (one: Point, other: Point) => {
  expect(one[0]).toBeCloseTo(other[0], 0);
  expect(one[1]).toBeCloseTo(other[1], 0);
};

describe("a box is drawn", () => {
  test("from any corner to the opposite one", () => {
    const drawn = { label: "cell", x: 10, y: 20, w: 30, h: 10 };
    expect(boxOf("cell", [10, 20], [40, 30], picture)).toEqual(drawn);
    expect(boxOf("cell", [40, 20], [10, 30], picture)).toEqual(drawn);
  });

  test("within the picture, and never without an area", () => {
    expect(boxOf("cell", [-50, 70], [20, 200], picture)).toEqual({ label: "cell", x: 0, y: 70, w: 20, h: 10 });
    expect(boxOf("cell", [200, 200], [300, 300], picture)).toEqual({ label: "cell", x: 99, y: 79, w: 1, h: 1 });
  });

  test("to tenths of a pixel", () => {
    expect(boxOf("cell", [1.23456, 2], [3.45678, 4], picture)).toMatchObject({ x: 1.2, w: 2.3 });
  });
});

describe("moving", () => {
  test("ends at the border of the picture", () => {
    expect(moved(box, [500, -500], picture)).toEqual({ ...box, x: 70, y: 0 });
    expect(moved(triangle, [-500, 500], picture).points).toEqual([[0, 50], [20, 50], [10, 80]]); // prettier-ignore
  });

  test("what stuck out may come in, but not go further out", () => {
    const out = { ...box, x: -5 };
    expect(moved(out, [-3, 0], picture)).toEqual(out);
    expect(moved(out, [3, 0], picture).x).toBe(-2);
  });

  test("a copy lies beside, also in the lower right corner", () => {
    expect(duplicate(box, 5, picture)).toMatchObject({ x: 15, y: 25 });
    expect(duplicate({ ...box, x: 70, y: 70 }, 5, picture)).toMatchObject({ x: 65, y: 65 });
  });
});

describe("pulling a box", () => {
  test("at a corner leaves the opposite one; past it, it turns over", () => {
    expect(resized(box, [0, 0], [20, 25], picture)).toEqual({ ...box, x: 20, y: 25, w: 20, h: 5 });
    expect(resized(box, [1, 1], [5, 10], picture)).toEqual({ ...box, x: 5, y: 10, w: 5, h: 10 });
  });

  test("at a side leaves the other direction alone, and the picture is its end", () => {
    expect(resized(box, [1, 0.5], [500, 70], picture)).toEqual({ ...box, w: 90 });
  });

  test("never leaves it without an area", () => {
    expect(resized(box, [1, 1], [10, 20], picture)).toEqual({ ...box, w: 1, h: 1 });
    expect(resized(box, [0, 0], [40, 30], picture)).toEqual({ ...box, x: 40, y: 30, w: 1, h: 1 });
    expect(grown(box, [-500, -500], picture)).toEqual({ ...box, w: 1, h: 1 });
  });

  test("that is turned goes along its own sides", () => {
    const askew = turned(box, 30);
    const pulled = resized(askew, [1, 1], [60, 60], picture);
    close(within(pulled, 0, 0), within(askew, 0, 0));
    close(within(pulled, 1, 1), [60, 60]);
    expect(pulled.rotation).toBe(30);
  });
});

describe("turning", () => {
  test("is about the middle; upright boxes say nothing of it", () => {
    const askew = turned(box, 90);
    expect(askew).toEqual({ label: "cell", x: 30, y: 10, w: 30, h: 10, rotation: 90 });
    expect(turned(askew, 360)).toEqual(box);
    expect(turned(box, 350).rotation).toBe(-10);
  });

  test("with the knob lets the top look to it", () => {
    expect(turnedTo(box, [25, 0]).rotation).toBeUndefined();
    expect(turnedTo(box, [60, 25]).rotation).toBe(90);
    close(within(turnedTo(box, [60, 25]), 0.5, 0), [30, 25]);
  });
});

describe("a polygon", () => {
  test("gets a corner in the middle of a side, the last one included", () => {
    expect(cornerAdded(triangle, 0).points[1]).toEqual([20, 10]);
    expect(cornerAdded(triangle, 2).points[3]).toEqual([15, 25]);
  });

  test("keeps three corners", () => {
    expect(cornerRemoved(triangle, 0)).toBe(triangle);
    expect(cornerRemoved(cornerAdded(triangle, 0), 1)).toEqual(triangle);
  });

  test("has its corners in the picture; its sides may cross", () => {
    expect(cornerMoved(triangle, 2, [20, -40], picture).points[2]).toEqual([20, 0]);
    expect(corners(grown(triangle, [20, 0], picture))).toEqual([[10, 10], [50, 10], [30, 40]]); // prettier-ignore
  });
});
