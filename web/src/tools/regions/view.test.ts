import { describe, expect, test } from "vitest";
import { fit, panned, pinched, showing, toPicture, toScreen, zoomed } from "./view";

const picture = { width: 8000, height: 6000 };
const frame = { width: 872, height: 672 };
const whole = fit(picture, frame);

test("the whole picture is in the middle, with a margin", () => {
  expect(whole).toEqual({ scale: 0.1, x: 36, y: 36 });
  expect(fit({ width: 10, height: 10 }, frame).scale).toBe(16); // no further: one would see nothing but squares
});

test("screen and picture are two names of one place", () => {
  const view = { scale: 0.37, x: -120.5, y: 33 };
  const [x, y] = toPicture(view, toScreen(view, [123, 456]));
  expect(x).toBeCloseTo(123);
  expect(y).toBeCloseTo(456);
});

describe("zooming", () => {
  test("leaves what is under the pointer where it is", () => {
    const before = toPicture(whole, [300, 200]);
    const after = toPicture(zoomed(whole, [300, 200], 7.3, picture, frame), [300, 200]);
    expect(after[0]).toBeCloseTo(before[0]);
    expect(after[1]).toBeCloseTo(before[1]);
  });

  test("ends at squares as large as a fingertip, and at half of the whole", () => {
    expect(zoomed(whole, [400, 300], 1e9, picture, frame).scale).toBe(64);
    expect(zoomed(whole, [400, 300], 1e-9, picture, frame).scale).toBe(0.05);
  });

  test("with two fingers moves and zooms at once, about their middle", () => {
    const before = toPicture(whole, [400, 300]);
    const after = pinched(whole, [[350, 300], [450, 300]], [[310, 320], [510, 320]], picture, frame); // prettier-ignore
    expect(after.scale).toBeCloseTo(0.2);
    expect(toPicture(after, [410, 320])[0]).toBeCloseTo(before[0]);
    expect(toPicture(after, [410, 320])[1]).toBeCloseTo(before[1]);
  });
});

test("the picture cannot be pushed out of sight", () => {
  const gone = panned(whole, [1e6, -1e6], picture, frame);
  expect(gone.x).toBe(frame.width - 48);
  expect(gone.y).toBe(48 - 600);
});

test("what the keys move is followed no further than needed", () => {
  expect(showing(whole, [4000, 3000], frame)).toEqual(whole);
  const close = { scale: 1, x: 0, y: 0 };
  expect(showing(close, [900, 10], frame)).toEqual({ scale: 1, x: 872 - 32 - 900, y: 22 });
});
