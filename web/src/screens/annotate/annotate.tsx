/** Labelling: the item fills the screen, every action has a key, nothing is ever waited for. */

import "./annotate.css";
import { useEffect, useMemo } from "preact/hooks";
import * as actions from "../../actions/annotate";
import * as calls from "../../api/calls";
import { useLive } from "../../api/live";
import { useResource } from "../../api/resource";
import { pageOf } from "../../core/pages";
import { namesOf } from "../../core/guideline";
import type { Schema } from "../../core/questions";
import type { Params } from "../../core/route";
import { onScreen, saidTo, type Session, type Task } from "../../core/session";
import { keysOf } from "./asked";
import { Desk } from "./desk";
import { GuidelineDrawer } from "./drawer";
import { useKeys } from "./keyboard";
import { KeySheet } from "./keysheet";
import { Page } from "./page";
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
  const page = pageOf(session);
  useOpen(desk);
  useKeys(desk, keys);
  useSupply(desk, version);
  const work = useResource(`work ${id}`, () => calls.myWork(id), `${version} ${Math.floor(desk.done.value / 5)}`);
  useEffect(() => void (document.title = "Label · Vermeil"), []);

  return (
    <div class="desk">
      <TopBar project={id} desk={desk} work={work.data} />
      <main class={`desk-main ${session.panel === "guideline" ? "with-drawer" : ""}`}>
        <h1 class="visually-hidden">Label</h1>
        {session.paused ? (
          <Paused desk={desk} />
        ) : page.length > 0 ? (
          <Page desk={desk} session={session} page={page} />
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
            schema={task?.schema ?? NOTHING_ASKED}
            version={task?.guideline_version}
            item={task?.item.id}
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

const NOTHING_ASKED: Schema = { questions: [] };

/** The passage of the guideline that is about the answer: that of the first class chosen. */
const passage = (task: Task, session: Session): string | null =>
  (Object.values(saidTo(session))
    .flat()
    .map((one) => (one as { label?: unknown } | null)?.label ?? one)
    .find((one) => namesOf(task.schema).includes(one as string)) as string | undefined) ?? null;

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
