/** Plays one sound: position, speed and the part that is repeated, as signals. */

import { signal } from "@preact/signals";
import { clock, looped, nextLoop, otherSpeed, type Loop } from "./times";

const DRAWN_RATE = 8000; // samples a second: enough to draw, and an hour fits into memory
export const STEP = 2; // seconds back and on

export class Player {
  readonly at = signal(0); // seconds
  readonly length = signal(0);
  readonly playing = signal(false);
  readonly speed = signal(1);
  readonly loop = signal<Loop | null>(null);
  readonly samples = signal<Float32Array | null>(null);
  readonly problem = signal("");
  private audio: HTMLAudioElement | null = null;

  /** The sound of an item; the one before falls silent. */
  open(url: string): void {
    this.close();
    const audio = new Audio(url);
    audio.addEventListener("loadedmetadata", () => (this.length.value = audio.duration));
    audio.addEventListener("play", () => this.follow());
    audio.addEventListener("pause", () => (this.playing.value = false));
    audio.addEventListener("error", () => (this.problem.value = "This sound could not be loaded."));
    audio.playbackRate = this.speed.peek();
    this.audio = audio;
    this.at.value = 0;
    this.draw(url).catch(() => (this.problem.value ||= "This sound cannot be drawn."));
  }

  close(): void {
    this.audio?.pause();
    this.audio = null;
  }

  toggle(): void {
    if (!this.audio?.paused) return this.audio?.pause();
    this.audio.play().catch(() => (this.problem.value = "This sound cannot be played."));
  }

  /** To a place, in seconds. */
  seek(to: number): void {
    if (!this.audio) return;
    this.at.value = Math.min(Math.max(to, 0), this.length.peek());
    this.audio.currentTime = this.at.peek();
  }

  step(by: 1 | -1): void {
    this.seek(this.at.peek() + by * STEP);
  }

  faster(by: 1 | -1): void {
    this.speed.value = otherSpeed(this.speed.peek(), by);
    if (this.audio) this.audio.playbackRate = this.speed.peek(); // browsers keep the pitch
  }

  /** From here, up to here, no more. */
  mark(): void {
    this.repeat(nextLoop(this.loop.peek(), this.at.peek()));
  }

  repeat(loop: Loop | null): void {
    this.loop.value = loop;
    if (loop?.end) this.seek(loop.start);
  }

  /** What the loop is at, in words. */
  told(): string {
    const loop = this.loop.value;
    if (!loop) return "";
    return loop.end === null
      ? `Loop from ${clock(loop.start)} to …`
      : `Loop ${clock(loop.start)} to ${clock(loop.end)}`;
  }

  private follow(): void {
    this.playing.value = true;
    const audio = this.audio;
    const frame = () => {
      if (!audio || audio !== this.audio || audio.paused) return;
      const to = looped(this.loop.peek(), audio.currentTime);
      if (to !== audio.currentTime) audio.currentTime = to;
      this.at.value = to;
      requestAnimationFrame(frame);
    };
    frame();
  }

  private async draw(url: string): Promise<void> {
    const answer = await fetch(url);
    const sound = await new OfflineAudioContext(1, 1, DRAWN_RATE).decodeAudioData(await answer.arrayBuffer());
    this.samples.value = sound.getChannelData(0);
    this.length.value = sound.duration;
  }
}
