/** Sound as it is drawn and played: the loudness along a line, the part that is repeated, speeds and times. */

/** The loudest sample in each of `count` stretches, in [0, 1]. */
export function peaks(samples: Float32Array, count: number): number[] {
  return Array.from({ length: count }, (_, i) => {
    const [from, to] = [i, i + 1].map((at) => Math.floor((at * samples.length) / count)) as [number, number];
    let most = 0;
    for (let at = from; at < to; at += 1) most = Math.max(most, Math.abs(samples[at]!));
    return Math.min(1, most);
  });
}

/** A part that is repeated, in seconds; without an end it is still being set. */
export interface Loop {
  start: number;
  end: number | null;
}

/** One key sets it: from here, up to here, no more. */
export function nextLoop(loop: Loop | null, at: number): Loop | null {
  if (loop === null) return { start: at, end: null };
  if (loop.end !== null || at === loop.start) return null;
  return { start: Math.min(loop.start, at), end: Math.max(loop.start, at) };
}

/** Where to go on: back at the beginning of the part once its end is reached. */
export const looped = (loop: Loop | null, at: number): number =>
  loop !== null && loop.end !== null && at >= loop.end ? loop.start : at;

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

export const otherSpeed = (speed: number, by: 1 | -1): number =>
  SPEEDS[Math.min(Math.max(SPEEDS.indexOf(speed) + by, 0), SPEEDS.length - 1)]!;

/** "1:03.4" */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  return `${Math.floor(tenths / 600)}:${String(Math.floor((tenths % 600) / 10)).padStart(2, "0")}.${tenths % 10}`;
}
