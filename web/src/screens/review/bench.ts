/** One reviewer's bench: the items of a queue, one on the screen and the next fetched ahead. */

import { signal, type Signal } from "@preact/signals";
import * as calls from "../../api/calls";
import { Problem, words } from "../../api/problem";
import type { ItemPage, Project } from "../../api/types";
import { seenOf, type Decision, type Reason } from "../../core/review";
import { haveTools } from "../../tools";

const PAGE = 20;

export type Supply = "looking" | "here" | "dry" | "silent";

/** A decision that was sent, and the answer it became; null when it was refused. */
interface Sent {
  item: number;
  answer: Promise<number | null>;
}

export class Bench {
  readonly item: Signal<ItemPage | null> = signal(null);
  readonly supply: Signal<Supply> = signal("looking");
  readonly problem = signal("");
  readonly past: Signal<readonly Sent[]> = signal([]); // decided here, newest last
  private ids: number[] = []; // the one on the screen first
  private cursor: string | null = null;
  private atEnd = false;
  private readonly ahead = new Map<number, Promise<ItemPage>>();
  private readonly tools: Promise<unknown>; // without them answers are said plainly

  /** `names`: whether answers come with the names of people, which managers may ask for. */
  constructor(
    private readonly project: Pick<Project, "id" | "schema">,
    private readonly reason: Reason,
    private readonly names: boolean,
    private readonly apart = 0, // of answers that differ: by what loss at least
  ) {
    this.tools = Promise.resolve(haveTools(project.schema)).catch(() => null);
  }

  /** Shows the first item that waits. */
  async show(): Promise<void> {
    try {
      await Promise.all([this.fill(), this.tools]);
      const [id] = this.ids;
      this.supply.value = id === undefined ? "dry" : "here";
      const item = id === undefined ? null : await this.fetched(id);
      if (id !== this.ids[0]) return; // decided meanwhile
      this.item.value = item;
      if (this.ids[1] !== undefined) void this.fetched(this.ids[1]).catch(() => null);
    } catch (error) {
      this.ahead.clear();
      this.supply.value = "silent";
      this.problem.value = words(error);
    }
  }

  /** The next item comes at once, and the decision goes its way; refused, the item comes back with the reason. */
  decide(decision: Decision): void {
    const item = this.item.peek();
    if (!item) return;
    const answer = this.send(item, decision);
    this.past.value = [...this.past.peek(), { item: item.id, answer }];
    this.goOn();
  }

  /** The next item; this one stays in its queue, and comes when that is opened again. */
  later(): void {
    this.goOn();
  }

  /** The item on the screen, read anew. */
  again(): void {
    const [id] = this.ids;
    if (id !== undefined) this.putBack(id);
  }

  /** Takes the last decision back and shows its item again. */
  async undo(): Promise<void> {
    const last = this.past.peek().at(-1);
    if (!last) return;
    this.past.value = this.past.peek().slice(0, -1);
    const answer = await last.answer;
    if (answer === null) return; // it is back on the screen already
    try {
      await calls.undo(answer);
      this.problem.value = "";
    } catch (error) {
      this.problem.value = `It could not be taken back: ${words(error)}`;
    }
    this.putBack(last.item);
  }

  private async send(item: ItemPage, decision: Decision): Promise<number | null> {
    try {
      return (await calls.review(item.id, seenOf(item), decision)).id;
    } catch (error) {
      const both = error instanceof Problem && error.status === 409 && "stored" in error.facts;
      const more = both ? "Your decision was not kept: what was said since stands beside the rest now." : "";
      this.past.value = this.past.peek().filter((one) => one.item !== item.id);
      this.putBack(item.id);
      this.problem.value = `Item ${item.id}: ${words(error)} ${more}`.trim();
      return null;
    }
  }

  private goOn(): void {
    this.ahead.delete(this.ids.shift() ?? 0);
    this.item.value = null;
    this.problem.value = "";
    void this.show();
  }

  private putBack(id: number): void {
    this.ahead.delete(id);
    this.ids = [id, ...this.ids.filter((one) => one !== id)];
    this.item.value = null;
    void this.show();
  }

  private async fill(): Promise<void> {
    while (this.ids.length < 2 && !this.atEnd) {
      const { items, next_cursor } = await calls.reviews(this.project.id, this.reason, this.cursor, PAGE, this.apart);
      this.cursor = next_cursor ?? null;
      this.atEnd = this.cursor === null;
      this.ids.push(...items.map(({ id }) => id).filter((id) => !this.ids.includes(id)));
    }
  }

  private fetched(id: number): Promise<ItemPage> {
    const coming = this.ahead.get(id) ?? calls.item(id, this.names).then(withPicture);
    this.ahead.set(id, coming);
    return coming;
  }
}

/** The browser has the picture by the time the item is on the screen. */
function withPicture(item: ItemPage): ItemPage {
  if (item.media === "image" && item.media_url) new Image().src = item.media_url;
  return item;
}
