/** A page of look-alikes: all are taken for one class, and whoever looks clicks the odd ones out. */

import "./page.css";
import { useLayoutEffect, useRef } from "preact/hooks";
import * as actions from "../../actions/annotate";
import { counted } from "../../core/format";
import { turned } from "../../core/pages";
import type { Session, Task } from "../../core/session";
import { sayValue } from "../../tools";
import { Icon } from "../../ui/icons";
import type { Desk } from "./desk";
import { keyOf } from "./keymap";

interface PageProps {
  desk: Desk;
  session: Session;
  page: readonly Task[];
}

export function Page({ desk, session, page }: PageProps) {
  const ref = useRef<HTMLDivElement>(null);
  const first = page[0] as Task;
  const { odd } = session.draft;
  useLayoutEffect(() => ref.current?.querySelector("button")?.focus(), [first.page]);
  const name = sayValue(first.suggestion?.value, first.schema);
  const left = page.length - odd.length;
  return (
    <>
      <section class="stage page" aria-label={`${counted(page.length, "item")} that look alike`}>
        <div class="page-tiles" ref={ref} onKeyDown={(event) => moved(event, ref.current, desk)}>
          {page.map((task, i) => (
            <Tile key={task.id} task={task} place={i + 1} odd={odd.includes(task.id)} turn={() => turn(desk, task)} />
          ))}
        </div>
      </section>
      <aside class="rail" aria-label="Answer">
        <div class="questions">
          <h2 class="ask" dir="auto">
            Is each of these “{name}”?
          </h2>
          <p class="second">
            The machine takes them all for it. Click the odd ones out, or go there by arrow keys and press{" "}
            <kbd>Space</kbd>; they are asked one by one afterwards.
          </p>
        </div>
        <div class="rail-foot">
          <p class="hint-line" role="status">
            {odd.length ? `${counted(odd.length, "item")} taken out` : "None is taken out"}
          </p>
          <button class="button primary submit" onClick={() => desk.perform(actions.submit)}>
            {left === page.length ? `All ${left} are` : left ? `The other ${left} are` : "None is"} “{name}”{" "}
            <kbd>Enter</kbd>
          </button>
          <div class="tools">
            <button
              class="button small tool"
              disabled={!actions.undo.enabled(session)}
              onClick={() => desk.perform(actions.undo)}
            >
              <kbd>{keyOf(actions.undo)}</kbd> {actions.undo.label}
            </button>
          </div>
        </div>
      </aside>
    </>
  );
}

const turn = (desk: Desk, task: Task) => desk.do({ session: turned(desk.session.peek(), task) });

interface TileProps {
  task: Task;
  place: number;
  odd: boolean;
  turn: () => void;
}

function Tile({ task: { item }, place, odd, turn }: TileProps) {
  return (
    <button class="page-tile" aria-pressed={odd} aria-label={`Item ${place}${odd ? ", taken out" : ""}`} onClick={turn}>
      {item.media === "image" && item.media_url ? (
        <img src={`${item.media_url}?size=thumb`} alt="" draggable={false} />
      ) : (
        <span class="page-words" dir="auto">
          {item.text}
        </span>
      )}
      {odd && (
        <span class="page-out">
          <Icon name="close" size={16} /> out
        </span>
      )}
    </button>
  );
}

/** Arrows go from tile to tile, a row up or down; Enter sends the page, wherever one is. */
function moved(event: KeyboardEvent, tiles: HTMLElement | null, desk: Desk): void {
  const all = [...(tiles?.querySelectorAll("button") ?? [])];
  const at = all.indexOf(document.activeElement as HTMLButtonElement);
  const row = all.filter(({ offsetTop }) => offsetTop === all[0]?.offsetTop).length;
  const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: row, ArrowUp: -row }[event.key];
  if (event.key === "Enter") desk.perform(actions.submit);
  else if (by !== undefined) all[at + by]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
