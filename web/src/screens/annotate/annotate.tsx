/** Labelling: the item fills the screen, every action has a key, nothing is ever waited for. */

import "./annotate.css";
import { useSignalEffect } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import * as actions from "../../actions/annotate";
import * as calls from "../../api/calls";
import { useLive } from "../../api/live";
import { useResource } from "../../api/resource";
import { isTyping, pressName } from "../../core/keys";
import { classesOf } from "../../core/questions";
import type { Params } from "../../core/route";
import { onScreen, saidTo, type Session, type Task } from "../../core/session";
import { keysOf, type Keys } from "./asked";
import { Desk } from "./desk";
import { GuidelineDrawer } from "./drawer";
import { KeySheet } from "./keysheet";
import { atHand, keymap } from "./keymap";
import { Rail } from "./rail";
import { Stage } from "./stage";
import { TopBar } from "./topbar";
import { AllDone, Paused } from "./rest";

const LOOK_AGAIN = 8000;

export default function Annotate({ params }: { params: Params }) {
  const id = params["id"] as string;
  const desk = useMemo(() => new Desk(id), [id]);
  const keys = useMemo(() => keysOf(desk), [desk]);
  const version = useLive(id).value;
  const session = desk.session.value;
  const task = onScreen(session);
  useOpen(desk);
  useKeys(desk, keys);
  useSupply(desk, version);
  usePaintTime(task?.id);
  const work = useResource(`work ${id}`, () => calls.myWork(id), `${version} ${Math.floor(desk.done.value / 5)}`);
  useEffect(() => void (document.title = "Label · Vermeil"), []);

  return (
    <div class="desk">
      <TopBar project={id} desk={desk} work={work.data} />
      <main class={`desk-main ${session.panel === "guideline" ? "with-drawer" : ""}`}>
        <h1 class="visually-hidden">Label</h1>
        {session.paused ? (
          <Paused desk={desk} />
        ) : task ? (
          <>
            <Stage desk={desk} task={task} keys={keys} />
            <Rail desk={desk} session={session} task={task} keys={keys} />
          </>
        ) : (
          <AllDone project={id} desk={desk} work={work.data} />
        )}
        {session.panel === "guideline" && (
          <GuidelineDrawer
            project={id}
            passage={task ? passage(task, session) : null}
            version={task?.guideline_version}
            close={() => desk.perform(actions.guideline)}
          />
        )}
      </main>
      <p class="visually-hidden" role="status" aria-live="polite">
        {desk.said.value}
      </p>
      <KeySheet
        open={session.panel === "keys"}
        close={() => session.panel === "keys" && desk.perform(actions.keySheet)}
        tool={keys.value}
      />
    </div>
  );
}

/** The passage of the guideline that is about the answer: that of the first class chosen. */
const passage = (task: Task, session: Session): string | null =>
  (Object.values(saidTo(session))
    .flat()
    .find((one) => classesOf(task.schema).includes(one as string)) as string | undefined) ?? null;

function useOpen(desk: Desk): void {
  useEffect(() => {
    void desk.open();
    const seen = () => {
      desk.clock();
      if (!document.hidden) desk.refresh();
    };
    const online = () => void desk.open();
    const left = () => desk.letGo();
    const cameBack = (event: PageTransitionEvent) => event.persisted && void desk.open();
    window.addEventListener("pagehide", left);
    window.addEventListener("pageshow", cameBack);
    document.addEventListener("visibilitychange", seen);
    window.addEventListener("online", online);
    return () => {
      window.removeEventListener("pagehide", left);
      window.removeEventListener("pageshow", cameBack);
      document.removeEventListener("visibilitychange", seen);
      window.removeEventListener("online", online);
      desk.close();
    };
  }, [desk]);
}

/** While there is nothing to do, the server is asked again whenever something changed, and now and then besides. */
function useSupply(desk: Desk, version: number): void {
  const idle = desk.supply.value !== "enough";
  useEffect(() => {
    if (!idle) return;
    if (version) void desk.refill();
    const timer = setInterval(() => void desk.refill(), LOOK_AGAIN);
    return () => clearInterval(timer);
  }, [desk, idle, version]);
}

function useKeys(desk: Desk, keys: Keys): void {
  useSignalEffect(() => void (atHand.value = keys.value));
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || (event.repeat && !event.key.startsWith("Arrow"))) return;
      pressedAt = event.timeStamp;
      if (handled(desk, event)) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [desk]);
}

/** Whether the press meant something here. */
function handled(desk: Desk, event: KeyboardEvent): boolean {
  const press = pressName(event);
  const target = event.target as HTMLElement;
  const session = desk.session.peek();
  if (!press || document.querySelector("dialog[open]")) return false;
  if (isTyping(target)) return fromField(desk, press, target);
  if (["enter", " "].includes(press) && target.closest("button, a, summary")) return false;
  if (press.endsWith("tab") && target !== document.body && !target.closest(".stage")) return false;
  if (session.paused && press === "enter") return (desk.perform(actions.pause), true);
  if (session.at < 0 && press === "enter") return (desk.perform(actions.next), true);
  if (session.panel === "skip" && /^[1-9]$/.test(press)) return skipWith(desk, Number(press) - 1);
  if (session.panel && press === "escape") return (desk.perform(actions.leave), true);
  const binding = atHand.peek().find(({ keys }) => keys.includes(press));
  if (binding) return (binding.run(), true);
  if (SCROLLS[press]) return scrolled(SCROLLS[press]);
  const action = actions.actionFor(press, keymap.peek());
  if (!action?.enabled(session) || event.repeat) return false;
  desk.perform(action);
  return true;
}

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

let pressedAt: number | null = null;

/** From the key press to the paint of the next item: kept as a measure that anybody can read in the browser's tools. */
function usePaintTime(task: number | undefined): void {
  useLayoutEffect(() => {
    const start = pressedAt;
    pressedAt = null;
    if (start === null || task === undefined) return;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        performance.measure("vermeil:next-item-painted", { start, end: performance.now() });
        port1.close();
      };
      port2.postMessage(null);
    });
  }, [task]);
}
