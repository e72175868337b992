/** The right side: the question, its choices and what else can be done, each with its key. */

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { edited, offered, type Session, type Task } from "../../core/session";
import { typeAhead } from "../../core/keys";
import { Choice } from "../../tools/choice/choice";
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
        chosen={session.draft.choice}
        ghost={ghost}
        suggestion={task.suggestion}
        choose={choose}
      />
      {session.panel === "skip" && <SkipReasons desk={desk} session={session} />}
      {(session.panel === "comment" || session.draft.comment) && <Comment desk={desk} session={session} />}
      <div class="rail-foot">
        <p class="hint-line" role="status">
          {session.hint ?? saying(session, task)}
        </p>
        <div class="main-answer">
          <button
            class="button primary submit"
            onClick={() => desk.perform(actions.submit)}
            disabled={!actions.submit.enabled(session)}
          >
            {session.draft.choice === null && ghost ? `Accept “${ghost}”` : "Submit"} <kbd>Enter</kbd>
          </button>
          {ghost && session.draft.choice === null && (
            <button class="button reject" onClick={() => desk.perform(actions.reject)}>
              <kbd>{keyOf(actions.reject)}</kbd> Reject
            </button>
          )}
        </div>
        <div class="tools">
          {[
            actions.skip,
            actions.ambiguous,
            actions.wrong,
            actions.comment,
            actions.undo,
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

/** What the answer in the making stands at, where it is not plain to see. */
function saying({ draft, undoing }: Session, task: Task): string {
  if (undoing === task.id) return "Taking the answer back";
  return draft.rejected && draft.choice === null ? "Suggestion rejected: choose what it is." : "";
}

const pressed = (action: actions.Action, { draft, panel }: Session): boolean | undefined => {
  if (action === actions.ambiguous) return draft.ambiguous;
  if (action === actions.wrong) return draft.wrong;
  if (action === actions.skip || action === actions.comment || action === actions.find) return panel === action.name;
  return undefined;
};

function Tool({ action, session, desk }: { action: actions.Action; session: Session; desk: Desk }) {
  return (
    <button
      class="button small tool"
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
