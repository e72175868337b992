/** Axes and curves as numbers; the drawing is elsewhere. */

export interface Scale {
  (value: number): number;
  ticks: number[];
}

/** Round numbers over a span, about `wanted` of them. */
export function ticks(low: number, high: number, wanted = 5): number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * power).find((size) => size >= rough) as number;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** From values to places; ticks beside it. */
export function linear([low, high]: [number, number], [from, to]: [number, number], wanted?: number): Scale {
  const span = high - low || 1;
  const scale = (value: number) => from + ((value - low) / span) * (to - from);
  return Object.assign(scale, { ticks: ticks(low, high, wanted) });
}

export type Point = readonly [number, number];

export const line = (points: readonly Point[]): string =>
  points.map(([x, y], i) => `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

/** A band between an upper and a lower curve. */
export const band = (upper: readonly Point[], lower: readonly Point[]): string =>
  upper.length ? `${line(upper)}${line([...lower].reverse()).replace("M", "L")}Z` : "";

/** A round number at or above the largest value, so that curves do not touch the frame. */
export function ceiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return (
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((n) => n * power).find((top) => top >= value * 1.04) ?? value * 1.1
  );
}
