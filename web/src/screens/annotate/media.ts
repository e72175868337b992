/** Pictures of the next items, fetched and decoded before they are wanted, so that nothing blinks between items. */

import { signal, type Signal } from "@preact/signals";
import { pagesOf, type Seen } from "../../core/leaves";
import type { Task } from "../../core/session";

export interface Picture {
  image: HTMLImageElement;
  state: Signal<"coming" | "ready" | "failed">;
}

/** Answered pictures that are kept for an undo. */
const KEPT = 6;

/** The picture that an item begins with; none where there is nothing to be seen. */
const firstOf = (item: Seen): string[] => pagesOf(item).slice(0, 1);

export class Media {
  private readonly pictures = new Map<string, Picture>();

  /** Begins to fetch the pictures of these tasks, in order, and forgets those long gone. */
  prepare(tasks: readonly Task[]): void {
    const wanted = new Set(tasks.flatMap(({ item }) => firstOf(item)));
    for (const url of wanted) this.picture(url);
    const old = [...this.pictures.keys()].filter((url) => !wanted.has(url));
    for (const url of old.slice(0, -KEPT)) this.pictures.delete(url);
  }

  picture(url: string): Picture {
    const known = this.pictures.get(url);
    if (known) return known;
    const fresh: Picture = { image: new Image(), state: signal("coming") };
    this.pictures.set(url, fresh);
    this.load(url, fresh);
    return fresh;
  }

  /** Whether the picture of an item is still on its way; not where it is none, or failed. A browser paints a picture
   *  that is here before it says that it is decoded: who sees it may answer. */
  isComing(item: Seen): boolean {
    return firstOf(item).some((url) => this.pictures.get(url)?.image.complete === false);
  }

  /** A second try after the line was gone. */
  again(url: string): void {
    this.pictures.delete(url);
    this.picture(url);
  }

  clear(): void {
    this.pictures.clear();
  }

  private load(url: string, { image, state }: Picture): void {
    image.alt = "The item to label";
    image.draggable = false;
    image.src = url;
    image.decode().then(
      () => (state.value = "ready"),
      () => (state.value = "failed"),
    );
  }
}
