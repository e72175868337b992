/** What a press means: to the field that is typed into, to the tool at hand, to the page, in this order. */

import { useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { afterPaint } from "../../api/paint";
import { isTyping, pressName } from "../../core/keys";
import type { Keys } from "./asked";
import type { Desk } from "./desk";
import { atHand, keymap } from "./keymap";

export function useKeys(desk: Desk, keys: Keys): void {
  useSignalEffect(() => void (atHand.value = keys.value));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.repeat && !event.key.startsWith("Arrow"))) return;
      measured(desk, event.timeStamp, () => handled(desk, keys, event) && event.preventDefault());
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [desk, keys]);
}

/** From the key press to the paint of the next item: kept as a measure that anybody can read in the browser's tools. */
function measured(desk: Desk, start: number, act: () => void): void {
  const before = desk.task.peek();
  let another = false;
  afterPaint(() => another && performance.measure("vermeil:next-item-painted", { start, end: performance.now() }));
  act();
  const now = desk.task.peek();
  another = now !== null && now.id !== before?.id;
}

/** Whether the press meant something here. */
function handled(desk: Desk, keys: Keys, event: KeyboardEvent): boolean {
  const press = pressName(event);
  const target = event.target as HTMLElement;
  const session = desk.session.peek();
  if (!press || document.querySelector("dialog[open]")) return false;
  if (isTyping(target)) return fromField(desk, press, target);
  if (["enter", " "].includes(press) && target.closest("button, a, summary")) return false;
  if ([" ", "tab", "shift+tab"].includes(press) && !isFree(target)) return false;
  if (session.paused && press === "enter") return (desk.perform(actions.pause), true);
  if (session.at < 0 && press === "enter") return (desk.perform(actions.next), true);
  if (session.panel === "skip" && /^[1-9]$/.test(press)) return skipWith(desk, Number(press) - 1);
  if (session.panel && press === "escape") return (desk.perform(actions.leave), true);
  const binding = keys.peek().find((one) => one.keys.includes(press)); // as of now: `atHand` comes with the next frame
  if (binding) return (binding.run(), true);
  if (SCROLLS[press]) return scrolled(SCROLLS[press]);
  const action = actions.actionFor(press, keymap.peek());
  if (!action?.enabled(session) || event.repeat) return false;
  desk.perform(action);
  return true;
}

/** Where Tab and Space are not the browser's: nothing that it could go on from, or press, has the focus. */
const isFree = (target: HTMLElement): boolean =>
  target === document.body || (target.closest(".stage") !== null && !target.closest("button, a, input, select"));

/** In a field a key is a letter; Enter and Escape leave it, but in a field of many lines Enter begins the next. */
function fromField(desk: Desk, press: string, field: HTMLElement): boolean {
  if (press === "escape") return (field.blur(), true);
  const sends = press === "mod+enter" || (press === "enter" && field.tagName === "INPUT" && field.closest(".question"));
  if (!sends) return false;
  desk.perform(actions.submit);
  return true;
}

const SCROLLS: Record<string, number> = { arrowdown: 0.15, arrowup: -0.15, pagedown: 0.85, pageup: -0.85 };

/** A long text moves under the eyes without the mouse. */
function scrolled(share: number): boolean {
  const stage = document.querySelector(".stage");
  stage?.scrollBy({ top: share * stage.clientHeight });
  return true;
}

function skipWith(desk: Desk, at: number): boolean {
  const reason = actions.SKIP_REASONS[at];
  if (reason) desk.do(actions.skipBecause(desk.session.peek(), reason));
  return true;
}
