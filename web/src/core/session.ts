/** One person's labelling, as plain data: the tasks at hand, the answer in the making, what was just sent.
 *  Every change is a function from a session to the next one; screens draw it, actions move it. */

export interface Suggestion {
  value: { class?: string };
  confidence?: number | null;
  model_version?: string | null;
}

export interface Task {
  id: number;
  lease: number;
  item: { id: number; media: string; text?: string | null; image_url?: string | null };
  question: { type?: string; classes: string[] };
  schema_version: number;
  guideline_version: number;
  suggestion?: Suggestion | null;
  expires_at: string;
  blind: boolean;
}

/** The answer in the making. */
export interface Draft {
  choice: string | null;
  rejected: boolean; // the suggestion was looked at and refused
  ambiguous: boolean;
  wrong: boolean; // "obviously wrong": the item itself is broken or absurd
  comment: string;
}

export const BLANK: Draft = { choice: null, rejected: false, ambiguous: false, wrong: false, comment: "" };

/** What goes to the server for one task, beside its lease. */
export interface AnswerBody {
  value?: { class: string };
  skip?: string;
  ambiguous?: boolean;
  wrong?: boolean;
  comment?: string;
}

export interface Submitted {
  task: Task;
  draft: Draft;
}

export type Panel = null | "skip" | "comment" | "guideline" | "keys" | "find";

export interface Session {
  queue: readonly Task[]; // the first is on the screen, the others are fetched ahead
  draft: Draft;
  past: readonly Submitted[]; // newest last
  undoing: number | null; // the task whose answer is being taken back
  panel: Panel;
  paused: boolean;
  hint: string | null;
}

export const EMPTY: Session = {
  queue: [],
  draft: BLANK,
  past: [],
  undoing: null,
  panel: null,
  paused: false,
  hint: null,
};

/** How many submissions can be taken back one after the other. */
const MEMORY = 20;

export const current = (session: Session): Task | null => session.queue[0] ?? null;

/** The suggestion's class while it may still be accepted. */
export function offered(session: Session): string | null {
  const task = current(session);
  if (!task || task.blind || session.draft.rejected) return null;
  const name = task.suggestion?.value.class;
  return name !== undefined && task.question.classes.includes(name) ? name : null;
}

/** What Enter would send: the choice, else the suggestion; null when there is nothing to send. */
export function answer(session: Session): AnswerBody | null {
  const { draft } = session;
  const choice = draft.choice ?? offered(session);
  if (choice === null) return null;
  return { value: { class: choice }, ...notes(draft) };
}

/** The remarks that go with any answer; what was not said is left out. */
export function notes(draft: Draft): AnswerBody {
  const comment = draft.comment.trim();
  return {
    ...(draft.ambiguous && { ambiguous: true }),
    ...(draft.wrong && { wrong: true }),
    ...(comment && { comment }),
  };
}

/** The task on the screen is answered: the next one comes up. */
export function advance(session: Session): Session {
  const [task, ...queue] = session.queue;
  if (!task) return session;
  const past = [...session.past, { task, draft: session.draft }].slice(-MEMORY);
  return { ...session, queue, past, draft: BLANK, panel: keepOpen(session.panel), hint: null };
}

const keepOpen = (panel: Panel): Panel => (panel === "guideline" ? panel : null);

/** The last answered task comes back with the answer it had. */
export function back(session: Session): Session {
  const last = session.past.at(-1);
  if (!last) return session;
  return {
    ...session,
    queue: [last.task, ...session.queue],
    past: session.past.slice(0, -1),
    draft: last.draft,
    undoing: last.task.id,
    panel: null,
    hint: null,
  };
}

/** The server gave the task back (perhaps under a new lease), so that it can be answered again. */
export function returned(session: Session, task: Task): Session {
  const queue = session.queue.map((one) => (one.id === task.id ? task : one));
  return { ...session, queue, undoing: session.undoing === task.id ? null : session.undoing };
}

/** The answer stays as it was: the task leaves the screen again, with the reason in words. */
export function notReturned(session: Session, taskId: number, why: string): Session {
  const onTop = current(session)?.id === taskId;
  return {
    ...session,
    queue: session.queue.filter((task) => task.id !== taskId),
    draft: onTop ? BLANK : session.draft,
    undoing: null,
    hint: why,
  };
}

/** Tasks that arrived from the server; one that is here already keeps its place and takes the newer lease. */
export function arrived(session: Session, tasks: readonly Task[]): Session {
  const fresh = new Map(tasks.map((task) => [task.id, task]));
  const known = session.queue.map((task) => newer(task, fresh.get(task.id)));
  const have = new Set(known.map((task) => task.id));
  return { ...session, queue: [...known, ...tasks.filter((task) => !have.has(task.id))] };
}

const newer = (here: Task, there: Task | undefined): Task => (there && there.lease >= here.lease ? there : here);

/** The draft with some of it changed. */
export const edited = (session: Session, change: Partial<Draft>): Session => ({
  ...session,
  draft: { ...session.draft, ...change },
  hint: null,
});

/** Seconds a person really looked: a watch that stands still while the page is hidden or paused. */
export interface Watch {
  spent: number; // milliseconds
  since: number | null;
}

export const started = (now: number): Watch => ({ spent: 0, since: now });
export const stopped = (watch: Watch, now: number): Watch => ({ spent: spentBy(watch, now), since: null });
export const resumed = (watch: Watch, now: number): Watch => (watch.since === null ? { ...watch, since: now } : watch);
export const spentBy = (watch: Watch, now: number): number =>
  watch.spent + (watch.since === null ? 0 : now - watch.since);
