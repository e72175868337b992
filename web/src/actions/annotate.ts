/** What a person can do while labelling: one value each, with its key, its words and what it changes. */

import { keysOf, type Keymap } from "../core/keymap";
import {
  advance,
  answer,
  back,
  canMove,
  current,
  edited,
  moved,
  notes,
  offered,
  refused,
  undoable,
  type AnswerBody,
  type Panel,
  type Session,
  type Task,
} from "../core/session";

export type Effect = { kind: "submit"; task: Task; body: AnswerBody } | { kind: "undo"; task: Task };

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
const comingBack = (session: Session): boolean => session.undoing !== null && session.undoing === current(session)?.id;
const toggle = (session: Session, panel: Panel): Step => ({
  session: { ...session, panel: session.panel === panel ? null : panel },
});

function send(session: Session, body: AnswerBody): Step {
  return { session: advance(session, body), effect: { kind: "submit", task: current(session) as Task, body } };
}

export const submit: Action = {
  name: "submit",
  keys: ["enter", "mod+enter"],
  label: "Submit",
  enabled: ready,
  perform: (session) => {
    if (comingBack(session)) return { session, waits: true };
    const body = answer(session);
    if (body) return send(session, body);
    const hint = offered(session)
      ? "Choose a class, or accept the suggestion."
      : "Choose a class first, or skip the item.";
    return { session: { ...session, hint } };
  },
};

export const accept: Action = {
  name: "accept",
  keys: ["y"],
  label: "Accept suggestion",
  enabled: (session) => ready(session) && !comingBack(session) && offered(session) !== null,
  perform: (session) => submit.perform(edited(session, { choice: offered(session) })),
};

export const reject: Action = {
  name: "reject",
  keys: ["x"],
  label: "Reject suggestion",
  enabled: (session) => ready(session) && offered(session) !== null,
  perform: (session) => ({ session: refused(session) }),
};

export const previous: Action = {
  name: "previous",
  keys: ["arrowleft", "d"],
  label: "Previous",
  enabled: (session) => canMove(session, -1),
  perform: (session) => ({ session: moved(session, -1) }),
};

export const next: Action = {
  name: "next",
  keys: ["arrowright", "f"],
  label: "Next",
  enabled: (session) => canMove(session, 1),
  perform: (session) => ({ session: moved(session, 1) }),
};

export const skip: Action = {
  name: "skip",
  keys: ["s"],
  label: "Skip",
  enabled: (session) => ready(session) && !comingBack(session),
  perform: (session) => toggle(session, "skip"),
};

export const ambiguous: Action = {
  name: "ambiguous",
  keys: ["a"],
  label: "Ambiguous",
  enabled: ready,
  perform: (session) => ({ session: edited(session, { ambiguous: !session.draft.ambiguous }) }),
};

export const wrong: Action = {
  name: "wrong",
  keys: ["e"],
  label: "Broken item",
  enabled: ready,
  perform: (session) => ({ session: edited(session, { wrong: !session.draft.wrong }) }),
};

export const comment: Action = {
  name: "comment",
  keys: ["c"],
  label: "Comment",
  enabled: ready,
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
  keys: ["u", "mod+z"],
  label: "Undo last",
  enabled: (session) => session.past.length > 0 && session.undoing === null && !session.paused,
  perform: (session) => {
    const { task } = undoable(session) as { task: Task };
    return { session: back(session), effect: { kind: "undo", task } };
  },
};

export const find: Action = {
  name: "find",
  keys: ["/"],
  label: "Find a class",
  enabled: ready,
  perform: (session) => toggle(session, "find"),
};

export const keySheet: Action = {
  name: "keys",
  keys: ["?"],
  label: "Keys",
  enabled: () => true,
  perform: (session) => toggle(session, "keys"),
};

export const leave: Action = {
  name: "leave",
  keys: ["escape"],
  label: "Close, or clear the choice",
  enabled: (session) => session.panel !== null || (ready(session) && session.draft.choice !== null),
  perform: (session) => ({
    session: session.panel ? { ...session, panel: null } : edited(session, { choice: null }),
  }),
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
  reject,
  previous,
  next,
  skip,
  ambiguous,
  wrong,
  comment,
  guideline,
  undo,
  find,
  pause,
  keySheet,
  leave,
];

const LOOKING = "You have answered this one: take the answer back to change it.";

/** Choosing is no row of the table: there is one for each class. */
export function choose(session: Session, name: string, atOnce: boolean): Step {
  if (!ready(session)) return { session: { ...session, hint: session.at < 0 ? LOOKING : session.hint } };
  const chosen = edited(session, { choice: name });
  return atOnce
    ? submit.perform({ ...chosen, panel: null })
    : { session: { ...chosen, panel: session.panel === "find" ? null : session.panel } };
}

/** Why an item was passed over: said in words, since "skipped" alone helps nobody. */
export const SKIP_REASONS = [
  "I cannot see or read it",
  "No class fits",
  "Several classes fit",
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
