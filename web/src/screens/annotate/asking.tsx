/** One question in the rail, and what happens when its turn comes. */

import { useLayoutEffect, useRef } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { titleOf, type Question } from "../../core/questions";
import { active, askedNow, type Session, type Task } from "../../core/session";
import { askedOf, toolFor, type Keys } from "./asked";
import type { Desk } from "./desk";

const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea";

const placeOf = (question: Question): HTMLElement | null =>
  document.querySelector(`.question[data-question="${CSS.escape(question.name)}"]`);

/** Another question has its turn: it comes into view, its field takes the focus, or no field keeps it. */
export function useTurns(desk: Desk, session: Session, task: Task): void {
  const question = active(session);
  const shown = useRef<number | null>(null);
  useLayoutEffect(() => {
    const place = question && placeOf(question);
    if (!place) return;
    const another = shown.current !== task.id;
    shown.current = task.id;
    const focused = document.activeElement;
    const within = place.contains(focused);
    if (!within && toolFor(question).typed) place.querySelector<HTMLElement>(FIELD)?.focus({ preventScroll: true });
    else if (focused instanceof HTMLElement && focused.closest(".rail") && (another || !within)) focused.blur();
    const all = askedNow(session);
    if (all.length === 1) return;
    place.scrollIntoView({ block: "nearest" });
    if (!another) desk.said.value = `Question ${all.indexOf(question) + 1} of ${all.length}: ${titleOf(question)}`;
  }, [task.id, question?.name]);
}

interface AskingProps {
  desk: Desk;
  question: Question;
  keys: Keys;
  alone: boolean;
}

/** One question; whoever goes into it with the focus or the mouse gives it the keys. */
export function Asking({ desk, question, keys, alone }: AskingProps) {
  const asked = askedOf(desk, question, keys);
  const { Rail: Tool } = toolFor(question);
  const turn = () => asked.active || asked.locked || desk.do(actions.turn(desk.session.peek(), question));
  const untitled = alone && !question.ask && ["class", question.type].includes(question.name); // nobody named it
  return (
    <section
      class={`question ${asked.active && !alone ? "active" : ""}`}
      data-question={question.name}
      aria-label={titleOf(question)}
      aria-current={asked.active && !alone ? "true" : undefined}
      onFocusIn={turn}
      onClick={turn}
    >
      {!untitled && (
        <h2 class="ask" dir="auto">
          {titleOf(question)} {question.optional && <small class="quiet">may be left out</small>}
        </h2>
      )}
      <Tool {...asked} />
    </section>
  );
}
