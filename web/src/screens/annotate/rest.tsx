/** What is shown when nobody labels: a pause, or nothing to do for now. */

import * as actions from "../../actions/annotate";
import { me } from "../../api/me";
import type { MyWork } from "../../api/types";
import { count, duration } from "../../core/format";
import { Mark } from "../../ui/logo";
import { Trouble } from "../../ui/parts";
import type { Desk } from "./desk";
import { keyOf } from "./keymap";

export function Paused({ desk }: { desk: Desk }) {
  return (
    <section class="rest">
      <h2>Paused</h2>
      <p class="second">
        The clock stands still. Your item is kept for you for some minutes; after that it may go to somebody else. What
        you noted on it stays here.
      </p>
      <button class="button primary" onClick={() => desk.perform(actions.pause)}>
        Go on <kbd>Enter</kbd>
      </button>
    </section>
  );
}

export function AllDone({ project, desk, work }: { project: string; desk: Desk; work: MyWork | undefined }) {
  const supply = desk.supply.value;
  if (supply === "looking" || supply === "enough")
    return (
      <section class="rest">
        <p class="quiet" aria-busy="true">
          Looking for your next item
        </p>
      </section>
    );
  if (supply === "silent") {
    return (
      <section class="rest">
        <h2>No item at hand</h2>
        <Trouble problem={desk.problem.value} retry={() => void desk.open()} />
      </section>
    );
  }
  return (
    <section class="rest">
      <Mark />
      <h2>All done for now</h2>
      <p class="second">
        Nothing waits for you here. While a campaign runs, its next questions appear on this page by themselves, so you
        can leave it open; what is for experts goes to them alone.
      </p>
      {work && (
        <dl class="facts">
          <div class="fact">
            <dt>Answered today</dt>
            <dd>{count(work.today)}</dd>
          </div>
          <div class="fact">
            <dt>In all</dt>
            <dd>{count(work.answered)}</dd>
          </div>
          {work.seconds_median !== null && (
            <div class="fact">
              <dt>Your usual pace</dt>
              <dd>{duration(work.seconds_median)}</dd>
            </div>
          )}
        </dl>
      )}
      <div class="buttons">
        <a class="button" href={me.value?.user.role === "annotator" ? "/" : `/projects/${project}`}>
          {me.value?.user.role === "annotator" ? "To your projects" : "To the project"}
        </a>
        <button
          class="button"
          disabled={!actions.undo.enabled(desk.session.value)}
          onClick={() => desk.perform(actions.undo)}
        >
          <kbd>{keyOf(actions.undo)}</kbd> Undo last
        </button>
      </div>
    </section>
  );
}
