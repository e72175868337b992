/** The desk of one annotator: a session that moves by actions, tasks fetched ahead, answers put into the outbox. */

import { computed, signal, type Signal } from "@preact/signals";
import * as calls from "../../api/calls";
import * as outbox from "../../api/outbox";
import { words } from "../../api/problem";
import { submit, type Action, type Effect, type Step } from "../../actions/annotate";
import { BLANK, kept, type Draft } from "../../core/draft";
import { entry, keyOf } from "../../core/outbox";
import type { Question } from "../../core/questions";
import {
  arrived,
  current,
  EMPTY,
  having,
  notReturned,
  onScreen,
  resumed,
  returned,
  spentBy,
  started,
  stopped,
  type Session,
  type Task,
  type Watch,
} from "../../core/session";
import { keep, readKept } from "../../api/kept";
import { afterPaint } from "../../api/paint";
import { haveTools, sayValue, toolOf } from "../../tools";
import { Media } from "./media";

/** The item on the screen and three after it. */
const AHEAD = 4;
/** Held by one person, those put off included; others shall have something to do, too. */
const MOST = 12;
/** The page of look-alikes on the screen and one after it. */
const PAGES = 2;

export type Supply = "looking" | "enough" | "dry" | "silent";
const UNSEEN = "The picture is on its way: nothing was sent.";

const AT_ONCE = "vermeil.choosing-submits";
const leftName = (project: string) => `vermeil.left.${project}`;
const openName = (project: string) => `vermeil.open.${project}`;
const draftName = (task: Task) => `vermeil.draft.${task.id}`;

export class Desk {
  readonly session: Signal<Session> = signal(EMPTY);
  readonly task = computed(() => onScreen(this.session.value));
  readonly supply: Signal<Supply> = signal("looking");
  readonly problem: Signal<string> = signal("");
  readonly done = signal(0); // answers given since the page was opened
  readonly said = signal(""); // for those who listen instead of looking
  readonly media = new Media();
  /** Whether choosing a class submits it, where nothing else is asked. */
  readonly atOnce = signal(readKept(AT_ONCE) === "yes");
  private readonly models = new Map<string, unknown>(); // what the tools of the task on the screen know of it
  private watch: Watch = started(performance.now());
  private readonly looked = new Map<number, number>(); // milliseconds on tasks that were put off
  private asking = 0;
  private gone = new Set<string>(); // leases answered here: a task of theirs is not shown again
  private closed = false;
  private submitWhenBack = false;

  constructor(private readonly project: string) {}

  /** Takes up what is held, then fetches ahead. */
  async open(): Promise<void> {
    try {
      await this.afterReload();
      await this.take(this.inOrder(await calls.held(this.project)));
      await this.refill();
    } catch (error) {
      this.fail(error);
    }
  }

  /** Leaves the desk. */
  close(): void {
    this.closed = true;
    this.letGo();
    this.media.clear();
  }

  /** Nobody should wait for items that only lie here: they go to whoever comes next. Drafts stay in the browser. */
  letGo(): void {
    const { queue } = this.session.peek();
    this.session.value = { ...this.session.peek(), queue: [], at: 0 };
    keep(leftName(this.project), queue.length ? JSON.stringify(queue.map(({ id, lease }) => ({ id, lease }))) : null);
    for (const task of queue) void calls.giveBack(task).catch(() => null);
  }

  /** Fetches until enough tasks are at hand, or there are none for now. */
  async refill(): Promise<void> {
    const { queue, at } = this.session.peek();
    const shown = new Set(queue.map(({ id, page }) => (page == null ? `task ${id}` : `page ${page}`))).size;
    const ahead = queue.some(({ page }) => page != null) ? PAGES : AHEAD;
    const missing = Math.min(ahead - shown + Math.max(0, at), MOST - shown) - this.asking;
    if (missing <= 0 || this.closed) return;
    this.asking += missing;
    try {
      const found = await Promise.all(Array.from({ length: missing }, () => calls.next(this.project)));
      this.supply.value = found.includes(null) ? "dry" : "enough";
      this.problem.value = "";
      await this.take(this.inOrder(found.flatMap((task) => (task ? [task, ...(task.rest ?? [])] : []))));
    } catch (error) {
      this.fail(error);
    } finally {
      this.asking -= missing;
    }
  }

  /** The person does something: the next state is shown at once, its effect follows. */
  do(step: Step): void {
    const before = this.task.peek();
    if (step.effect && this.unseen(step.effect)) return this.set({ ...this.session.peek(), hint: UNSEEN });
    if (step.effect) this.carryOut(step.effect);
    this.submitWhenBack = step.waits ?? this.submitWhenBack;
    this.set(step.session);
    const after = this.task.peek();
    if (after !== before) {
      if (before && !step.effect) this.looked.set(before.id, spentBy(this.watch, performance.now()));
      this.restart();
    } else if (after && step.session.at >= 0) this.keepDraft(after, step.session.draft);
    this.clock();
    if (after !== before) afterPaint(() => void this.refill());
  }

  /** What the tool of a question knows of the task on the screen, beside the answer. */
  model(question: Question): unknown {
    const { name } = question;
    if (!this.models.has(name)) this.models.set(name, toolOf(question)?.model(question));
    return this.models.get(name);
  }

  submitAtOnce(on: boolean): void {
    this.atOnce.value = on;
    keep(AT_ONCE, on ? "yes" : null);
  }

  perform(action: Action): void {
    const session = this.session.peek();
    if (action.enabled(session)) this.do(action.perform(session));
  }

  /** The watch stands still while nobody can be looking. */
  clock(): void {
    const looking = !document.hidden && !this.session.peek().paused;
    this.watch = looking ? resumed(this.watch, performance.now()) : stopped(this.watch, performance.now());
  }

  /** After a while away: what ran out meanwhile is somebody else's; the item on the screen stays. */
  refresh(): void {
    const { queue } = this.session.peek();
    const held = queue.filter((task) => task === this.task.peek() || Date.parse(task.expires_at) > Date.now());
    if (held.length < queue.length) this.set(having(this.session.peek(), held));
    void this.refill();
  }

  private set(session: Session): void {
    if (onScreen(session)?.id !== this.task.peek()?.id) this.models.clear(); // before anybody asks for one
    this.session.value = session;
    this.media.prepare(session.queue.filter(({ page }) => page == null)); // a page shows small ones
  }

  /** Tasks are shown as soon as there are tools for their questions. */
  private async take(tasks: readonly Task[]): Promise<void> {
    await Promise.all(tasks.map(({ schema }) => haveTools(schema)));
    if (this.closed) return;
    const before = this.task.peek();
    const fresh = tasks.filter(
      (task) => !this.gone.has(keyOf(task)) && !outbox.box.peek().some(({ key }) => key === keyOf(task)),
    );
    this.set(arrived(this.session.peek(), fresh));
    if (this.task.peek() !== before && !before) this.restart();
  }

  /** Another item is on the screen: its own watch, and the draft it had. */
  private restart(): void {
    const session = this.session.peek();
    const task = current(session);
    this.watch = { spent: this.looked.get(task?.id ?? 0) ?? 0, since: performance.now() };
    if (task) keep(openName(this.project), String(task.id));
    if (task && session.undoing !== task.id) this.session.value = { ...session, draft: this.draftOf(task) };
  }

  /** The item that was open before a reload comes first; the others as they were made, for answers may overtake. */
  private inOrder(tasks: Task[]): Task[] {
    const before = Number(readKept(openName(this.project)));
    return tasks.sort((a, b) => Number(b.id === before) - Number(a.id === before) || a.id - b.id);
  }

  /** What the page gave back while it was closing must have arrived, before the same items are asked for again. */
  private async afterReload(): Promise<void> {
    const left = JSON.parse(readKept(leftName(this.project)) ?? "[]") as Pick<Task, "id" | "lease">[];
    keep(leftName(this.project), null);
    await Promise.all(left.map((task) => calls.giveBack(task).catch(() => null)));
  }

  /** Whether an answer would go out about a picture that has not been on the screen: a key that came too early. */
  private unseen(effect: Effect): boolean {
    const sent = effect.kind === "submit" ? effect.sent : [];
    return sent.some(({ task, body }) => body.value && this.media.isComing(task.item));
  }

  private carryOut(effect: Effect): void {
    if (effect.kind === "undo") return void this.takeBack(effect.task);
    const { sent } = effect;
    const seconds = Math.round(spentBy(this.watch, performance.now()) / Math.max(sent.length, 1)) / 1000;
    for (const { task, body } of sent) {
      outbox.post(entry(task, body, seconds, Date.now()));
      keep(draftName(task), null);
      this.gone.add(keyOf(task));
      this.done.value += 1;
      const told = body.value ? `Answered ${sayValue(body.value, task.schema)}` : "Skipped";
      this.said.value = `${told}. Item ${this.done.value + 1}.`;
    }
  }

  private async takeBack(task: Task): Promise<void> {
    try {
      const again = await outbox.takeBack(keyOf(task));
      if (again !== "unsent") await haveTools(again.schema);
      this.gone.delete(keyOf(task));
      this.done.value -= 1;
      this.set(returned(this.session.peek(), again === "unsent" ? task : { ...task, ...again }));
      if (this.submitWhenBack) this.perform(submit);
    } catch (error) {
      this.set(notReturned(this.session.peek(), task.id, `It could not be taken back. ${words(error)}`));
      void this.refill();
    } finally {
      this.submitWhenBack = false;
    }
  }

  private fail(error: unknown): void {
    this.supply.value = "silent";
    this.problem.value = words(error);
  }

  private draftOf(task: Task): Draft {
    try {
      return { ...BLANK, ...(JSON.parse(readKept(draftName(task)) ?? "null") as Draft | null) };
    } catch {
      return BLANK;
    }
  }

  private keepDraft(task: Task, draft: Draft): void {
    keep(draftName(task), draft === BLANK ? null : JSON.stringify(kept(draft)));
  }
}
