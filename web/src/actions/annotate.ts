/** What a person can do while labelling: one value each, with its key, its words and what it changes. */

import * as drafts from "../core/draft";
import { keysOf, type Keymap } from "../core/keymap";
import { cleared, pageOf } from "../core/pages";
import { plainClasses, titleOf, verdict, type Question, type Value } from "../core/questions";
import {
  active,
  advance,
  askedNow,
  back,
  beside,
  canMove,
  current,
  edited,
  moved,
  notes,
  offered,
  refused,
  remarksOn,
  surprises,
  taken,
  undoable,
  waiting,
  type AnswerBody,
  type Panel,
  type Session,
  type Task,
} from "../core/session";
import { toolOf, type AnyTool } from "../tools";

export type Effect =
  | { kind: "submit"; sent: readonly { task: Task; body: AnswerBody }[] } // several: of one page
  | { kind: "undo"; task: Task };

export interface Step {
  session: Session;
  effect?: Effect;
  waits?: boolean; // submit as soon as the task is back from an undo
}

export interface Action {
  name: string;
  keys: readonly string[];
  label: string;
  enabled: (session: Session) => boolean;
  perform: (session: Session) => Step;
}

const ready = (session: Session): boolean => current(session) !== null && !session.paused;
const single = (session: Session): boolean => ready(session) && pageOf(session).length === 0;
const comingBack = (session: Session): boolean => session.undoing !== null && session.undoing === current(session)?.id;
const toggle = (session: Session, panel: Panel): Step => ({
  session: { ...session, panel: session.panel === panel ? null : panel },
});

function send(session: Session, body: AnswerBody): Step {
  const sent = [{ task: current(session) as Task, body }];
  return { session: advance(session, body), effect: { kind: "submit", sent } };
}

/** The tool of a question that is on the screen: it was fetched before. */
const tool = (question: Question): AnyTool => toolOf(question) as AnyTool;

export const submit: Action = {
  name: "submit",
  keys: ["enter", "mod+enter"],
  label: "Submit",
  enabled: ready,
  perform: (session) => {
    if (comingBack(session)) return { session, waits: true };
    if (pageOf(session).length > 0) return sendPage(session);
    const { schema } = current(session) as Task;
    const found = verdict(schema, session.draft.value, tool);
    if ("value" in found) return sendOrShow(session, found.value);
    const hint = found.why ?? wanting(session, found.question);
    return { session: { ...edited(session, { active: found.question.name }), hint } };
  },
};

/** An answer is sent; where a delayed suggestion says something else, that is shown first. */
function sendOrShow(session: Session, value: Value): Step {
  if (surprises(session, value)) {
    const hint = "You have answered; the machine says something else. Enter keeps yours, or change it.";
    return { session: { ...edited(session, { first: value }), hint } };
  }
  const { first } = session.draft;
  return send(session, { value, ...(first && { first }), ...notes(session.draft), ...remarksOn(value, session.draft) });
}

function sendPage(session: Session): Step {
  const { session: after, sent } = cleared(session);
  return { session: after, effect: { kind: "submit", sent } };
}

/** What to do where nothing was said to a question. */
function wanting(session: Session, question: Question): string {
  const suggests = offered(session) !== null;
  if (plainClasses((current(session) as Task).schema))
    return suggests ? "Choose a class, or accept the suggestion." : "Choose a class first, or skip the item.";
  return `Answer “${titleOf(question)}” ${suggests ? "first, or accept the suggestion" : "first, or skip the item"}.`;
}

/** Something was said already that taking the suggestion would put aside: it is taken part by part, if at all. */
const ownWords = (session: Session): boolean =>
  plainClasses((current(session) as Task).schema) === null &&
  !session.draft.first &&
  Object.keys(session.draft.value).length > 0;

export const accept: Action = {
  name: "accept",
  keys: ["y"],
  label: "Accept suggestion",
  enabled: (session) => single(session) && !comingBack(session) && offered(session) !== null && !ownWords(session),
  perform: (session) => submit.perform(taken(session)),
};

/** For what can be half right: the suggestion becomes the answer in the making, and Enter sends it corrected. */
export const take: Action = {
  name: "take",
  keys: ["o"],
  label: "Take over and correct",
  enabled: (session) => accept.enabled(session) && plainClasses((current(session) as Task).schema) === null,
  perform: (session) => {
    const mine = taken(session);
    return { session: edited(mine, { active: askedNow(mine)[0]?.name ?? null }) };
  },
};

export const reject: Action = {
  name: "reject",
  keys: ["x"],
  label: "Reject suggestion",
  enabled: (session) => single(session) && offered(session) !== null,
  perform: (session) => ({ session: refused(session) }),
};

export const previous: Action = {
  name: "previous",
  keys: ["arrowleft", "d"],
  label: "Previous",
  enabled: (session) => pageOf(session).length === 0 && canMove(session, -1),
  perform: (session) => ({ session: moved(session, -1) }),
};

export const next: Action = {
  name: "next",
  keys: ["arrowright", "f"],
  label: "Next",
  enabled: (session) => pageOf(session).length === 0 && canMove(session, 1),
  perform: (session) => ({ session: moved(session, 1) }),
};

export const skip: Action = {
  name: "skip",
  keys: ["s"],
  label: "Skip",
  enabled: (session) => single(session) && !comingBack(session),
  perform: (session) => toggle(session, "skip"),
};

export const ambiguous: Action = {
  name: "ambiguous",
  keys: ["a"],
  label: "Ambiguous",
  enabled: single,
  perform: (session) => ({ session: edited(session, { ambiguous: !session.draft.ambiguous }) }),
};

export const wrong: Action = {
  name: "wrong",
  keys: ["e"],
  label: "Broken item",
  enabled: single,
  perform: (session) => ({ session: edited(session, { wrong: !session.draft.wrong }) }),
};

export const comment: Action = {
  name: "comment",
  keys: ["c"],
  label: "Comment",
  enabled: single,
  perform: (session) => toggle(session, "comment"),
};

export const guideline: Action = {
  name: "guideline",
  keys: ["g"],
  label: "Guideline",
  enabled: () => true,
  perform: (session) => toggle(session, "guideline"),
};

export const undo: Action = {
  name: "undo",
  keys: ["u"],
  label: "Undo last",
  enabled: (session) => session.past.length > 0 && session.undoing === null && !session.paused,
  perform: (session) => {
    const { task } = undoable(session) as { task: Task };
    return { session: back(session), effect: { kind: "undo", task } };
  },
};

export const stepBack: Action = {
  name: "step back",
  keys: ["mod+z"],
  label: "Undo step",
  enabled: (session) => ready(session) && session.draft.before.length > 0,
  perform: (session) => ({ session: edited(session, drafts.undone(session.draft)) }),
};

export const stepForth: Action = {
  name: "step forth",
  keys: ["mod+y", "mod+shift+z"],
  label: "Redo step",
  enabled: (session) => ready(session) && session.draft.after.length > 0,
  perform: (session) => ({ session: edited(session, drafts.redone(session.draft)) }),
};

const turnTo = (session: Session, question: Question): Session =>
  session.draft.active === question.name ? session : edited(session, { active: question.name });

export const nextQuestion: Action = {
  name: "next question",
  keys: ["tab"],
  label: "Next question",
  enabled: (session) => ready(session) && beside(session, 1) !== null,
  perform: (session) => ({ session: turnTo(session, beside(session, 1) as Question) }),
};

export const previousQuestion: Action = {
  name: "previous question",
  keys: ["shift+tab"],
  label: "Question before",
  enabled: (session) => ready(session) && beside(session, -1) !== null,
  perform: (session) => ({ session: turnTo(session, beside(session, -1) as Question) }),
};

export const keySheet: Action = {
  name: "keys",
  keys: ["?"],
  label: "Keys",
  enabled: () => true,
  perform: (session) => toggle(session, "keys"),
};

/** The choice that Escape takes back; what was drawn or written it leaves alone. */
const choice = (session: Session): Question | null => {
  const question = active(session);
  const is = question && session.draft.value[question.name] !== undefined && tool(question).decides?.(question);
  return is ? question : null;
};

export const leave: Action = {
  name: "leave",
  keys: ["escape"],
  label: "Close, or clear the choice",
  enabled: (session) => session.panel !== null || (ready(session) && choice(session) !== null),
  perform: (session) =>
    session.panel ? { session: { ...session, panel: null } } : say(session, choice(session) as Question, undefined),
};

export const pause: Action = {
  name: "pause",
  keys: ["p"],
  label: "Pause",
  enabled: (session) => session.paused || current(session) !== null,
  perform: (session) => ({ session: { ...session, paused: !session.paused, panel: null } }),
};

export const ACTIONS: readonly Action[] = [
  submit,
  accept,
  take,
  reject,
  previous,
  next,
  skip,
  ambiguous,
  wrong,
  comment,
  guideline,
  undo,
  stepBack,
  stepForth,
  nextQuestion,
  previousQuestion,
  pause,
  keySheet,
  leave,
];

const LOOKING = "You have answered this one: take the answer back to change it.";

/** Answering is no row of the table: every question has its own way. Where one change is the whole answer, the next
 *  question that waits for one is turned to; `atOnce`: a choice of plain classes is sent. */
export function say(session: Session, question: Question, value: unknown, atOnce = false): Step {
  if (!ready(session)) return { session: { ...session, hint: session.at < 0 ? LOOKING : session.hint } };
  const { decides, typed } = tool(question);
  const whole = value !== undefined && decides?.(question) === true;
  const next = { value: { ...session.draft.value, [question.name]: value } };
  const told = edited(session, drafts.said(session.draft, next, typed ? question.name : null));
  const turned = edited(told, { active: ((whole && waiting(told)) || question).name });
  const plain = plainClasses((current(session) as Task).schema) !== null;
  return whole && plain && atOnce ? submit.perform({ ...turned, panel: null }) : { session: turned };
}

/** The keys are another question's: somebody went to it. */
export const turn = (session: Session, question: Question): Step => ({
  session: ready(session) ? turnTo(session, question) : session,
});

/** Why an item was passed over: said in words, since "skipped" alone helps nobody. */
export const SKIP_REASONS = [
  "I cannot see or read it",
  "No answer fits",
  "Several answers fit",
  "I do not know enough",
] as const;

export function skipBecause(session: Session, reason: string): Step {
  return !ready(session) || comingBack(session)
    ? { session }
    : send(session, { skip: reason, ...notes(session.draft) });
}

/** The action that a key means to this person, if any. */
export const actionFor = (press: string, map: Keymap): Action | undefined =>
  ACTIONS.find((action) => keysOf(action, map).includes(press));
