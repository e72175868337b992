/** The right side: the questions and what else can be done, each with its key. */

import { useLayoutEffect, useRef } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { remarked } from "../../core/draft";
import { counted, percent } from "../../core/format";
import { plainClasses } from "../../core/questions";
import {
  active,
  askedNow,
  edited,
  lookedAt,
  offered,
  type Session,
  type Submitted,
  type Task,
} from "../../core/session";
import { sayValue } from "../../tools";
import { Icon } from "../../ui/icons";
import { askedOf, toolFor, type Keys } from "./asked";
import { Asking, useTurns } from "./asking";
import type { Desk } from "./desk";
import { keyOf } from "./keymap";

interface RailProps {
  desk: Desk;
  session: Session;
  task: Task;
  keys: Keys;
}

export function Rail({ desk, session, task, keys }: RailProps) {
  const questions = askedNow(session);
  const plain = plainClasses(task.schema);
  const before = lookedAt(session);
  const steps = plain || before ? [] : [actions.stepBack, actions.stepForth];
  useTurns(desk, session, task);
  return (
    <aside class="rail" aria-label="Answer">
      <div class="questions">
        {task.returned && !before && (
          <p class="notice gold small" dir="auto">
            A reviewer has sent this item back: <q>{task.returned}</q>
          </p>
        )}
        {questions.map((question) => (
          <Asking key={`${task.id} ${question.name}`} {...{ desk, question, keys }} alone={questions.length === 1} />
        ))}
      </div>
      <div class="rail-foot">
        {session.panel === "skip" && <SkipReasons desk={desk} session={session} />}
        {!before && commenting(session) && <Comment desk={desk} session={session} keys={keys} />}
        {session.panel !== "skip" && <Suggested desk={desk} session={session} task={task} />}
        <p class="hint-line" role="status">
          {session.hint ?? (before ? said(before) : saying(session, task))}
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
            ...steps,
          ].map((action) => (
            <Tool key={action.name} action={action} session={session} desk={desk} />
          ))}
        </div>
        {plain && (
          <label class="check small">
            <input
              type="checkbox"
              checked={desk.atOnce.value}
              onChange={(event) => desk.submitAtOnce(event.currentTarget.checked)}
            />{" "}
            Choosing submits at once
          </label>
        )}
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
function Suggested({ task, desk, session }: { task: Task; desk: Desk; session: Session }) {
  const offer = offered(session);
  const plain = plainClasses(task.schema);
  if (!offer || (plain && !session.draft.first && session.draft.value[plain.name] !== undefined)) return null;
  const { confidence, model_version } = task.suggestion ?? {};
  const turn = session.draft.rejected;
  const who = model_version === "import" ? "The imported data" : "The machine";
  return (
    <section class="suggested" aria-label="Suggestion">
      <p class="small second row">
        <Icon name={who === "The machine" ? "machine" : "file"} size={16} /> {turn ? "Perhaps" : `${who} suggests`}{" "}
        {plain ? (
          <strong class="suggested-name" dir="auto">
            {sayValue(offer, task.schema)}
          </strong>
        ) : (
          "what is dashed"
        )}
        {typeof confidence === "number" && !turn && <span class="suggested-sure">{percent(confidence, 0)} sure</span>}
      </p>
      <div class="suggested-keys">
        {OFFERS.filter(([action]) => action.enabled(session)).map(([action, words]) => (
          <button class="button small" key={action.name} onClick={() => desk.perform(action)}>
            <kbd>{keyOf(action)}</kbd> {words}
            <span class="visually-hidden"> the suggestion</span>
          </button>
        ))}
      </div>
    </section>
  );
}

const OFFERS = [
  [actions.accept, "Accept"],
  [actions.take, "Correct"],
  [actions.reject, "Reject"],
] as const;

/** What was answered, for one who looks back. */
const said = ({ body, task }: Submitted): string =>
  body.value ? `You answered “${sayValue(body.value, task.schema)}”.` : `You skipped it: ${body.skip ?? "no reason"}.`;

/** What the answer in the making stands at, where it is not plain to see. */
function saying(session: Session, task: Task): string {
  const { draft, undoing, at } = session;
  if (undoing === task.id) return "Taking the answer back";
  if (draft.rejected && !offered(session) && Object.keys(draft.value).length === 0)
    return "Suggestion rejected: say what it is.";
  return at > 0 ? `${counted(at, "item")} put off; they come again.` : "";
}

const pressed = (action: actions.Action, { draft, panel }: Session): boolean | undefined => {
  if (action === actions.ambiguous) return draft.ambiguous;
  if (action === actions.wrong) return draft.wrong;
  if (action === actions.skip || action === actions.comment) return panel === action.name;
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
  "step back": "Take back the last step of this answer",
  "step forth": "Do it again",
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

/** The field is open, or something stands in it. */
const commenting = ({ panel, draft }: Session): boolean =>
  panel === "comment" || draft.comment !== "" || draft.remarks.length > 0;

/** About the item; and about the region, mark or field that is selected, where one is. */
function Comment({ desk, session, keys }: { desk: Desk; session: Session; keys: Keys }) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const open = session.panel === "comment";
  useLayoutEffect(() => {
    if (open) (document.querySelector<HTMLElement>("#remark") ?? ref.current)?.focus();
  }, [open]);
  const press = (event: KeyboardEvent) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (!sends && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as HTMLElement).blur();
    desk.do({ session: { ...desk.session.peek(), panel: null } });
    if (sends) desk.perform(actions.submit);
  };
  const question = active(session);
  const part = question && toolFor(question).part?.(askedOf(desk, question, keys));
  const said = (at: unknown) => session.draft.remarks.find((one) => one.question === question?.name && one.at === at);
  const write = (text: string) => {
    const now = desk.session.peek();
    if (question && part)
      desk.do({ session: edited(now, remarked(now.draft, { question: question.name, at: part.at, text })) });
  };
  return (
    <div class="field">
      {session.draft.remarks.length > 0 && (
        <p class="small quiet">{counted(session.draft.remarks.length, "comment")} on parts of the answer</p>
      )}
      {question && part && (
        <>
          <label for="remark" dir="auto">
            Comment on {part.words}
          </label>
          <input
            id="remark"
            class="input"
            dir="auto"
            maxLength={2000}
            value={said(part.at)?.text ?? ""}
            onKeyDown={press}
            onInput={(event) => write(event.currentTarget.value)}
          />
        </>
      )}
      <label for="comment">
        Comment <span class="quiet">(Esc leaves the field, Ctrl Enter submits)</span>
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
