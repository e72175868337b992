/** One person's labelling, as plain data: the tasks at hand, the answer in the making, what was just sent.
 *  Every change is a function from a session to the next one; screens draw it, actions move it. */

import { BLANK, said, type Draft, type Remark } from "./draft";
import { asked, plainClasses, type Question, type Schema, type Value } from "./questions";

export interface Suggestion {
  value: Value;
  next?: string[]; // classes, suggested in turn to whoever refuses it
  confidence?: number | null;
  model_version?: string | null;
}

export interface Task {
  id: number;
  lease: number;
  item: { id: number; media: string; text?: string | null; media_url?: string | null; pages?: number | null };
  schema: Schema;
  schema_version: number;
  guideline_version: number;
  suggestion?: Suggestion | null;
  delayed?: boolean; // the suggestion is for after the first answer
  page?: number | null; // of look-alikes with one suggestion
  returned?: string | null; // why a reviewer wants it answered by somebody else
  expires_at: string;
}

/** What goes to the server for one task, beside its lease. */
export interface AnswerBody {
  value?: Value;
  first?: Value; // of a delayed suggestion: what was said before it was seen
  skip?: string;
  ambiguous?: boolean;
  wrong?: boolean;
  comment?: string;
  regions?: Remark[]; // comments on parts of the value
}

export interface Submitted {
  task: Task;
  draft: Draft;
  body: AnswerBody;
}

export type Panel = null | "skip" | "comment" | "guideline" | "keys";

export interface Session {
  queue: readonly Task[]; // at hand and not answered: those put off, the one on the screen, those fetched ahead
  at: number; // the one of the queue on the screen; below zero: looking back at `past`, -1 the newest
  draft: Draft;
  past: readonly Submitted[]; // newest last
  undoing: number | null; // the task whose answer is being taken back
  panel: Panel;
  paused: boolean;
  hint: string | null;
}

export const EMPTY: Session = {
  queue: [],
  at: 0,
  draft: BLANK,
  past: [],
  undoing: null,
  panel: null,
  paused: false,
  hint: null,
};

/** How many submissions can be taken back one after the other. */
const MEMORY = 20;

/** The task to answer now; none while one looks back. */
export const current = ({ queue, at }: Session): Task | null => (at < 0 ? null : (queue[at] ?? null));

/** The answer that is looked back at. */
export const lookedAt = ({ past, at }: Session): Submitted | null => (at < 0 ? (past.at(at) ?? null) : null);

/** What the screen shows: the task to answer, or the one that was. */
export const onScreen = (session: Session): Task | null => lookedAt(session)?.task ?? current(session);

/** One item on, or back: those put off, then those answered. Nothing is sent by it. */
export const moved = (session: Session, by: 1 | -1): Session => ({
  ...session,
  at: session.at + by,
  panel: keepOpen(session.panel),
  hint: null,
});

export const canMove = ({ queue, past, at, paused, undoing }: Session, by: 1 | -1): boolean =>
  !paused && undoing === null && (by < 0 ? at > -past.length : at < 0 || at + 1 < queue.length);

/** The session with some tasks gone from its queue; the one on the screen stays there if it can. */
export function having(session: Session, queue: readonly Task[]): Session {
  const here = current(session);
  const at = session.at < 0 ? session.at : Math.max(0, here ? queue.indexOf(here) : 0);
  return { ...session, queue, at };
}

/** All that is suggested of a task, in turn: of plain classes also those that come next. */
function offers({ suggestion, schema }: Task): Value[] {
  if (!suggestion) return [];
  const plain = plainClasses(schema);
  if (!plain) return [suggestion.value];
  return [suggestion.value[plain.name], ...(suggestion.next ?? [])]
    .filter((one) => plain.classes.includes(one as string))
    .map((one) => ({ [plain.name]: one }));
}

/** The answer that is suggested now: the first that was neither refused nor taken over. */
export function offered(session: Session): Value | null {
  const task = current(session);
  const { rejected, taken, first } = session.draft;
  if (!task || taken || (task.delayed && !first)) return null;
  return offers(task)[rejected] ?? null;
}

/** Whether a suggestion waits for the first answer, and says something else than it. */
export const surprises = (session: Session, value: Value): boolean => {
  const task = current(session);
  const waits = Boolean(task?.delayed && task.suggestion && !session.draft.first);
  return waits && JSON.stringify(task?.suggestion?.value) !== JSON.stringify(value);
};

/** What is suggested now is refused: the next one is; of the last two classes, the other is chosen. */
export function refused(session: Session): Session {
  const task = current(session);
  if (!task) return session;
  const { value } = session.draft;
  const rejected = session.draft.rejected + 1;
  const plain = plainClasses(task.schema);
  const gone = offers(task).slice(0, rejected);
  const left = plain?.classes.filter((one) => !gone.some((offer) => offer[plain.name] === one));
  const other = plain && left?.length === 1 && { value: { ...value, [plain.name]: left[0] } };
  return edited(session, said(session.draft, { rejected, ...other }));
}

/** The suggestion is the answer in the making now, to be sent or corrected. */
export const taken = (session: Session): Session =>
  edited(session, said(session.draft, { value: { ...session.draft.value, ...offered(session) }, taken: true }));

/** The questions of the task on the screen, as far as the answers given lead. */
export const askedNow = (session: Session): Question[] => {
  const task = onScreen(session);
  return task ? asked(task.schema, saidTo(session)) : [];
};

/** What is said to the task on the screen: so far, or when it was answered. */
export const saidTo = (session: Session): Value => {
  const past = lookedAt(session);
  return past ? (past.body.value ?? {}) : session.draft.value;
};

/** The question that waits for an answer: the first that has none and needs one. */
export const waiting = (session: Session): Question | undefined =>
  askedNow(session).find(({ name, optional }) => !optional && saidTo(session)[name] === undefined);

/** The question that has the keys. */
export function active(session: Session): Question | null {
  const questions = askedNow(session);
  return questions.find(({ name }) => name === session.draft.active) ?? waiting(session) ?? questions[0] ?? null;
}

/** The question after the active one, or before it; none at the ends. */
export function beside(session: Session, by: 1 | -1): Question | null {
  const questions = askedNow(session);
  const at = questions.findIndex(({ name }) => name === active(session)?.name);
  return questions[at + by] ?? null;
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

/** The comments on parts of this value: of questions that are asked no more there are none. */
export const remarksOn = (value: Value, { remarks }: Draft): AnswerBody => {
  const regions = remarks.filter(({ question }) => value[question] !== undefined);
  return regions.length ? { regions } : {};
};

/** The task on the screen is answered: the next one comes up; after the last, those that were put off. */
export function advance(session: Session, body: AnswerBody): Session {
  const task = current(session);
  if (!task) return session;
  const queue = session.queue.filter((one) => one !== task);
  return goneOn(session, queue, [{ task, draft: session.draft, body }]);
}

/** These were answered, and this is left. */
export function goneOn(session: Session, queue: readonly Task[], answered: readonly Submitted[]): Session {
  const at = session.at < queue.length ? session.at : 0;
  const past = [...session.past, ...answered].slice(-MEMORY);
  return { ...session, queue, at, past, draft: BLANK, panel: keepOpen(session.panel), hint: null };
}

const keepOpen = (panel: Panel): Panel => (panel === "guideline" ? panel : null);

/** What an undo takes back: the answer that is looked at, else the newest. */
export const undoable = (session: Session): Submitted | null => lookedAt(session) ?? session.past.at(-1) ?? null;

/** An answered task comes back with the answer it had. */
export function back(session: Session): Session {
  const taken = undoable(session);
  if (!taken) return session;
  const at = Math.max(0, session.at);
  return {
    ...session,
    queue: session.queue.toSpliced(at, 0, taken.task),
    at,
    past: session.past.filter((one) => one !== taken),
    draft: taken.draft,
    undoing: taken.task.id,
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
    ...having(
      session,
      session.queue.filter((task) => task.id !== taskId),
    ),
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
