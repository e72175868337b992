/** Pages of look-alikes: one suggestion for all, and whoever looks takes the odd ones out. */

import { BLANK } from "./draft";
import { plainClasses } from "./questions";
import { current, edited, goneOn, type AnswerBody, type Session, type Submitted, type Task } from "./session";

/** The tasks that are shown together now; none where one item is shown alone. */
export function pageOf(session: Session): readonly Task[] {
  const page = current(session)?.page ?? null;
  const together = page === null ? [] : session.queue.filter((task) => task.page === page);
  return together.length > 1 ? together : [];
}

/** An item of the page is one of the odd ones, or is no more. */
export function turned(session: Session, { id }: Task): Session {
  const { odd } = session.draft;
  return edited(session, { odd: odd.includes(id) ? odd.filter((one) => one !== id) : [...odd, id] });
}

/** All but the odd ones are as suggested. Those are asked one by one, with what is suggested next; of two
 *  classes the odd ones have the other. */
export function cleared(session: Session): { session: Session; sent: readonly Submitted[] } {
  const page = pageOf(session);
  const odd = page.filter(({ id }) => session.draft.odd.includes(id));
  const sent = page.flatMap((task) => {
    const body = odd.includes(task) ? otherClass(task) : { value: task.suggestion?.value ?? {} };
    return body ? [{ task: { ...task, page: null }, draft: BLANK, body }] : [];
  });
  const done = new Set(sent.map(({ task }) => task.id));
  const left = session.queue.filter(({ id }) => !done.has(id)).map((task) => (odd.includes(task) ? alone(task) : task));
  return { session: goneOn(session, left, sent), sent };
}

function otherClass({ schema, suggestion }: Task): AnswerBody | null {
  const plain = plainClasses(schema);
  if (plain?.classes.length !== 2) return null;
  const other = plain.classes.find((name) => name !== suggestion?.value[plain.name]);
  return { value: { [plain.name]: other } };
}

function alone(task: Task): Task {
  const plain = plainClasses(task.schema);
  const [first, ...next] = task.suggestion?.next ?? [];
  const suggestion = plain && first !== undefined ? { value: { [plain.name]: first }, next } : null;
  return { ...task, page: null, suggestion };
}
