/** The sound as a line of loudness: a click goes there, a drag repeats a part; arrows do the same on the slider. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Player } from "./player";
import { clock, peaks, type Loop } from "./times";

const BAR = 3; // pixels, with its gap
const DRAG = 0.01; // of the length: less is a click

export function Waveform({ player }: { player: Player }) {
  const [drawn, setDrawn] = useState<Loop | null>(null);
  const from = useRef<number | null>(null);
  const length = player.length.value || 1;
  const share = ({ clientX, currentTarget }: PointerEvent): number => {
    const { x, width } = (currentTarget as HTMLElement).getBoundingClientRect();
    return Math.min(1, Math.max(0, (clientX - x) / width));
  };
  const down = (event: PointerEvent) => {
    from.current = share(event);
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (from.current === null) return;
    const to = share(event);
    const [start, end] = [Math.min(from.current, to), Math.max(from.current, to)];
    setDrawn(end - start > DRAG ? { start: start * length, end: end * length } : null);
  };
  const up = (event: PointerEvent) => {
    if (drawn) player.repeat(drawn);
    else player.seek(share(event) * length);
    from.current = null;
    setDrawn(null);
  };
  return (
    <div
      class="waveform"
      role="slider"
      tabIndex={0}
      aria-label="Place in the sound"
      aria-valuemin={0}
      aria-valuemax={Math.round(length)}
      aria-valuenow={Math.round(player.at.value)}
      aria-valuetext={clock(player.at.value)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onKeyDown={(event) => slide(player, event)}
    >
      <Line player={player} />
      <Part loop={drawn ?? player.loop.value} length={length} />
      <i class="waveform-at" style={{ left: `${(player.at.value / length) * 100}%` }} />
    </div>
  );
}

function slide(player: Player, event: KeyboardEvent): void {
  const by = event.altKey ? undefined : ({ ArrowLeft: -1, ArrowRight: 1 } as const)[event.key];
  if (!by) return;
  player.step(by);
  event.preventDefault();
}

function Part({ loop, length }: { loop: Loop | null; length: number }) {
  if (!loop) return null;
  const end = loop.end ?? loop.start;
  return (
    <i
      class="waveform-loop"
      style={{ left: `${(loop.start / length) * 100}%`, width: `${((end - loop.start) / length) * 100}%` }}
    />
  );
}

/** Drawn once for each sound and width; only the hand over it moves. */
function Line({ player }: { player: Player }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const samples = player.samples.value;
  useLayoutEffect(() => {
    const canvas = ref.current!;
    const watch = new ResizeObserver(() => samples && draw(canvas, samples));
    watch.observe(canvas);
    return () => watch.disconnect();
  }, [samples]);
  return <canvas ref={ref} aria-hidden="true" />;
}

function draw(canvas: HTMLCanvasElement, samples: Float32Array): void {
  const { clientWidth: width, clientHeight: height } = canvas;
  const pen = canvas.getContext("2d");
  if (!pen || !width) return;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  pen.scale(devicePixelRatio, devicePixelRatio);
  pen.fillStyle = getComputedStyle(canvas).color;
  peaks(samples, Math.floor(width / BAR)).forEach((loud, i) => {
    const tall = Math.max(1, loud * height);
    pen.fillRect(i * BAR, (height - tall) / 2, BAR - 1, tall);
  });
}
