/** The right side: the question, its choices and what else can be done, each with its key. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { counted, percent } from "../../core/format";
import { edited, lookedAt, offered, type Session, type Submitted, type Task } from "../../core/session";
import { typeAhead } from "../../core/keys";
import { Choice } from "../../tools/choice/choice";
import { Icon } from "../../ui/icons";
import type { Desk } from "./desk";
import { keyOf, keysFor } from "./keymap";

interface RailProps {
  desk: Desk;
  session: Session;
  task: Task;
  atOnce: boolean;
  setAtOnce: (on: boolean) => void;
}

export function Rail({ desk, session, task, atOnce, setAtOnce }: RailProps) {
  const [typed, setTyped] = useState("");
  useEffect(() => setTyped(""), [task.id, session.panel]);
  const { classes } = task.question;
  const ghost = offered(session);
  const before = lookedAt(session);
  const choose = (name: string) => desk.do(actions.choose(session, name, atOnce));
  const shown = session.panel === "find" ? typeAhead(classes, typed) : classes;
  return (
    <aside class="rail" aria-label="Answer">
      {session.panel === "find" && (
        <Find
          typed={typed}
          setTyped={setTyped}
          pick={() => shown[0] && choose(shown[0])}
          close={() => desk.perform(actions.leave)}
        />
      )}
      <Choice
        classes={classes}
        keys={keysFor(classes)}
        shown={shown}
        chosen={before ? (before.body.value?.class ?? null) : session.draft.choice}
        ghost={ghost}
        locked={before !== null}
        choose={choose}
      />
      <div class="rail-foot">
        {session.panel === "skip" && <SkipReasons desk={desk} session={session} />}
        {!before && (session.panel === "comment" || session.draft.comment) && <Comment desk={desk} session={session} />}
        {ghost && session.draft.choice === null && session.panel !== "skip" && (
          <Suggested name={ghost} task={task} desk={desk} turn={session.draft.rejected} />
        )}
        <p class="hint-line" role="status">
          {session.hint ?? (before ? said(before) : saying(session, task, ghost))}
        </p>
        {before ? <GoOn desk={desk} /> : <Submit desk={desk} session={session} />}
        <div class="tools">
          {[
            actions.previous,
            actions.next,
            actions.skip,
            actions.ambiguous,
            actions.wrong,
            actions.comment,
            ...(before ? [] : [actions.undo]),
            ...(classes.length > 9 ? [actions.find] : []),
          ].map((action) => (
            <Tool key={action.name} action={action} session={session} desk={desk} />
          ))}
        </div>
        <label class="check small">
          <input type="checkbox" checked={atOnce} onChange={(event) => setAtOnce(event.currentTarget.checked)} />{" "}
          Choosing submits at once
        </label>
      </div>
    </aside>
  );
}

const Submit = ({ desk, session }: { desk: Desk; session: Session }) => (
  <button
    class="button primary submit"
    onClick={() => desk.perform(actions.submit)}
    disabled={!actions.submit.enabled(session)}
  >
    Submit <kbd>Enter</kbd>
  </button>
);

/** While one looks back: nothing is changed by looking. */
const GoOn = ({ desk }: { desk: Desk }) => (
  <div class="main-answer">
    <button class="button primary submit" onClick={() => desk.perform(actions.next)}>
      Go on <kbd>Enter</kbd>
    </button>
    <button class="button" onClick={() => desk.perform(actions.undo)}>
      <kbd>{keyOf(actions.undo)}</kbd> Change it
    </button>
  </div>
);

/** What the machine thinks, said to be the machine's: taken or refused by keys of its own, never by Enter. */
function Suggested({ name, task, desk, turn }: { name: string; task: Task; desk: Desk; turn: number }) {
  const { confidence, model_version } = task.suggestion ?? {};
  const who = model_version === "import" ? "The imported data" : "The machine";
  return (
    <section class="suggested" aria-label="Suggestion">
      <p class="small second row">
        <Icon name={who === "The machine" ? "machine" : "file"} size={16} /> {turn ? "Perhaps" : `${who} suggests`}{" "}
        <strong class="suggested-name" dir="auto">
          {name}
        </strong>
        {typeof confidence === "number" && !turn && <span class="suggested-sure">{percent(confidence, 0)} sure</span>}
      </p>
      <div class="suggested-keys">
        {[actions.accept, actions.reject].map((action) => (
          <button class="button small" key={action.name} onClick={() => desk.perform(action)}>
            <kbd>{keyOf(action)}</kbd> {action === actions.accept ? "Accept" : "Reject"}
            <span class="visually-hidden"> the suggestion</span>
          </button>
        ))}
      </div>
    </section>
  );
}

/** What was answered, for one who looks back. */
const said = ({ body }: Submitted): string =>
  body.value ? `You answered “${body.value.class}”.` : `You skipped it: ${body.skip ?? "no reason"}.`;

/** What the answer in the making stands at, where it is not plain to see. */
function saying({ draft, undoing, at }: Session, task: Task, ghost: string | null): string {
  if (undoing === task.id) return "Taking the answer back";
  if (draft.rejected && draft.choice === null && !ghost) return "Suggestion rejected: choose what it is.";
  return at > 0 ? `${counted(at, "item")} put off; they come again.` : "";
}

const pressed = (action: actions.Action, { draft, panel }: Session): boolean | undefined => {
  if (action === actions.ambiguous) return draft.ambiguous;
  if (action === actions.wrong) return draft.wrong;
  if (action === actions.skip || action === actions.comment || action === actions.find) return panel === action.name;
  return undefined;
};

/** What a button does, for those who wait over it. */
const MEANINGS: Record<string, string> = {
  previous: "Look at the item before; nothing is changed by looking",
  next: "Put this item off and look at the next; it comes again",
  skip: "Pass this item over, with a reason",
  ambiguous: "Answer, and note that it could be read two ways",
  wrong: "Answer, and note that the item itself is broken or absurd",
  comment: "Say something about this item",
  undo: "Take the last answer back",
  find: "Type a few letters of a class",
};

function Tool({ action, session, desk }: { action: actions.Action; session: Session; desk: Desk }) {
  return (
    <button
      class="button small tool"
      title={MEANINGS[action.name]}
      aria-pressed={pressed(action, session)}
      disabled={!action.enabled(session)}
      onClick={() => desk.perform(action)}
    >
      <kbd>{keyOf(action)}</kbd> {action.label}
    </button>
  );
}

function Find({
  typed,
  setTyped,
  pick,
  close,
}: {
  typed: string;
  setTyped: (text: string) => void;
  pick: () => void;
  close: () => void;
}) {
  const ref = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => ref.current?.focus(), []); // before the next key, or a fast typist's letters would act
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter") pick();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={ref}
      class="input"
      aria-label="Find a class"
      placeholder="Type a class, Enter takes the first"
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={press}
    />
  );
}

function SkipReasons({ desk, session }: { desk: Desk; session: Session }) {
  return (
    <div class="skip-reasons" role="group" aria-label="Why skip this item?">
      <p class="label">Why skip it?</p>
      {actions.SKIP_REASONS.map((reason, i) => (
        <button class="button small" key={reason} onClick={() => desk.do(actions.skipBecause(session, reason))}>
          <kbd>{i + 1}</kbd> {reason}
        </button>
      ))}
    </div>
  );
}

function Comment({ desk, session }: { desk: Desk; session: Session }) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const open = session.panel === "comment";
  useLayoutEffect(() => {
    if (open) ref.current?.focus();
  }, [open]);
  const press = (event: KeyboardEvent) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!sends && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    ref.current?.blur();
    desk.do({ session: { ...desk.session.peek(), panel: null } });
    if (sends) desk.perform(actions.submit);
  };
  return (
    <div class="field">
      <label for="comment">
        Comment <span class="quiet">(Esc goes back to the choices, Ctrl Enter submits)</span>
      </label>
      <textarea
        id="comment"
        ref={ref}
        class="input comment"
        dir="auto"
        maxLength={2000}
        value={session.draft.comment}
        onKeyDown={press}
        onInput={(event) => desk.do({ session: edited(desk.session.peek(), { comment: event.currentTarget.value }) })}
      />
    </div>
  );
}
