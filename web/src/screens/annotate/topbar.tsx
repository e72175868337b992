import { useState } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { me } from "../../api/me";
import * as outbox from "../../api/outbox";
import type { MyWork } from "../../api/types";
import { count, counted, duration } from "../../core/format";
import { Icon, type IconName } from "../../ui/icons";
import { Mark } from "../../ui/logo";
import { AccountMenu } from "../../ui/shell";
import { Conflicts } from "./conflicts";
import type { Desk } from "./desk";
import { keyOf } from "./keymap";

/** Where one is, how far, how fast; and whether everything is safe. */
export function TopBar({ project, desk, work }: { project: string; desk: Desk; work: MyWork | undefined }) {
  const session = desk.session.value;
  const annotator = me.value?.user.role === "annotator";
  const button = (action: actions.Action, icon: IconName, words: string, pressed?: boolean) => (
    <button
      class={`button plain small ${action === actions.keySheet ? "for-keys" : ""}`}
      aria-pressed={pressed}
      disabled={!action.enabled(session)}
      onClick={() => desk.perform(action)}
    >
      <kbd>{keyOf(action)}</kbd>
      <span class="for-touch">
        <Icon name={icon} size={19} />
      </span>
      <span class="wide-only">{words}</span>
      <span class="visually-hidden narrow-only">{words}</span>
    </button>
  );
  return (
    <header class="desk-top">
      <a
        class="brand"
        href={annotator ? "/" : `/projects/${project}`}
        aria-label={annotator ? "Back to your projects" : "Back to the project"}
      >
        <Icon name="left" />
        <Mark />
      </a>
      <Pace work={work} />
      <Safe />
      <div class="spacer" />
      {button(actions.guideline, "book", "Guideline", session.panel === "guideline")}
      {button(actions.pause, session.paused ? "play" : "pause", session.paused ? "Go on" : "Pause", session.paused)}
      {button(actions.keySheet, "search", "Keys")}
      <AccountMenu />
    </header>
  );
}

function Pace({ work }: { work: MyWork | undefined }) {
  if (!work) return <div class="pace" />;
  const all = work.answered + work.remaining;
  return (
    <div class="pace">
      <progress
        value={work.answered}
        max={Math.max(1, all)}
        aria-label={`${count(work.answered)} answered, ${count(work.remaining)} open`}
      />
      <span class="small second nowrap">
        <strong>{count(work.today)}</strong> today
        {work.seconds_median !== null && <span class="wide-only"> · {duration(work.seconds_median)} each</span>}
        <span class="wide-only"> · {count(work.remaining)} open</span>
      </span>
    </div>
  );
}

/** Whether answers are safe: said in words, never by colour alone. */
function Safe() {
  const [open, show] = useState(false);
  const waiting = outbox.waiting.value.length;
  const trouble = outbox.trouble.value.length;
  const late = outbox.offline.value && waiting > 0;
  return (
    <>
      {trouble > 0 && (
        <button class="button small danger" onClick={() => show(true)}>
          <Icon name="alert" size={15} /> {counted(trouble, "answer needs", "answers need")} you
        </button>
      )}
      <span class={`small safe ${late ? "late" : ""}`} role="status" data-waiting={waiting}>
        {late ? (
          `No line. ${counted(waiting, "answer")} kept ${outbox.kept.value ? "in this browser" : "on this page: do not close it"}; they go out by themselves.`
        ) : outbox.offline.value ? (
          "No line. You can go on: answers are kept."
        ) : waiting > 3 ? (
          `${count(waiting)} on their way`
        ) : (
          <>
            <Icon name="check" size={15} /> <span class="wide-only">Saved</span>
            <span class="visually-hidden narrow-only">Saved</span>
          </>
        )}
      </span>
      <Conflicts open={open && trouble > 0} close={() => show(false)} />
    </>
  );
}
