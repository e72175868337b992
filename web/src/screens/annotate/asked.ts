/** The questions of the task on the screen as their tools get them, and the keys of the one that is active. */

import { computed, type ReadonlySignal } from "@preact/signals";
import * as actions from "../../actions/annotate";
import { bound, print, type Bound } from "../../core/keymap";
import type { Question } from "../../core/questions";
import { active, askedNow, lookedAt, offered, onScreen, saidTo, type Task } from "../../core/session";
import { toolOf, type AnyTool } from "../../tools";
import type { Asked, Binding } from "../../tools/tool";
import type { Desk } from "./desk";
import { keymap } from "./keymap";

export type AnyAsked = Asked<unknown, unknown>;
export type Keys = ReadonlySignal<readonly Bound<Binding>[]>;

/** The tools of a task on the screen have been fetched before it. */
export const toolFor = (question: Question): AnyTool => toolOf(question) as AnyTool;

const fullName = ({ type }: Question, binding: string): string => `${type}.${binding}`;

export function askedOf(desk: Desk, question: Question, keys: Keys): AnyAsked {
  const session = desk.session.value;
  const { item } = onScreen(session) as Task;
  const locked = lookedAt(session) !== null;
  const said = saidTo(session)[question.name];
  const isActive = active(session)?.name === question.name;
  return {
    question,
    item,
    value: said ?? (locked ? undefined : toolFor(question).blank(question)),
    ghost: offered(session)?.[question.name],
    locked,
    active: isActive,
    model: desk.model(question),
    others: saidTo(session),
    change: (value) => desk.do(actions.say(desk.session.peek(), question, value, desk.atOnce.peek())),
    keyOf: (binding) => {
      const found = isActive && keys.value.find(({ name }) => name === fullName(question, binding));
      return found && found.keys[0] !== undefined ? print(found.keys[0]) : null;
    },
  };
}

/** The keys of the active question, as they are on this person's keyboard. */
export function keysOf(desk: Desk): Keys {
  const keys: Keys = computed(() => {
    const session = desk.session.value;
    const question = session.paused ? null : active(session);
    if (!question) return [];
    const bindings = toolFor(question).keys(askedOf(desk, question, keys));
    return bound(
      bindings.map((one) => ({ ...one, name: fullName(question, one.name) })),
      actions.ACTIONS,
      keymap.value,
    );
  });
  return keys;
}

/** The question whose tool draws on the item: the active one, else the first that does; of a picture else the first
 *  that may be asked later, so that the picture stays where it is when it is asked. */
export function drawing(desk: Desk): Question | null {
  const session = desk.session.value;
  const now = active(session);
  const task = onScreen(session);
  const later = task?.item.media === "image" ? task.schema.questions : [];
  const questions = now ? [now, ...askedNow(session), ...later] : [];
  return questions.find((question) => toolFor(question).Stage) ?? null;
}

/** A question that draws, as it gets its turn; one that is not asked yet shows the item alone. */
export function drawnOf(desk: Desk, question: Question, keys: Keys): AnyAsked {
  const asked = askedOf(desk, question, keys);
  const now = askedNow(desk.session.value).some(({ name }) => name === question.name);
  const blank = toolFor(question).blank(question);
  return now ? asked : { ...asked, value: blank, ghost: undefined, locked: true, waits: true };
}
