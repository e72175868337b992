/** The picture with its regions: drawn, moved and pulled by the pointer; keys.ts does the same by keys. */

import "./regions.css";
import { useSignal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { isTyping } from "../../core/keys";
import { refuse, selected, take } from "./editor";
import type { Editing } from "./model";
import { Crosshair, Handles, Regions, Selected, Sketch } from "./overlay";
import { Key } from "./parts";
import { Picture, spot } from "./picture";
import { Hand, mousePointer } from "./pointer";
import { bounds, corners } from "./shape";
import { ToolBar } from "./toolbar";
import { toScreen } from "./view";

const MIDDLE = 1; // the button of a mouse that is its wheel

export function Stage(asked: Editing) {
  const { model, item } = asked;
  const hand = useMemo(() => new Hand(), [model]);
  const space = useSpace();
  if (!item.media_url) return null;
  const down = (event: PointerEvent) => {
    if (event.button > MIDDLE || (event.target as Element).closest("button")) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    hand.down(asked, event.pointerId, spot(event), space.value || event.button === MIDDLE);
  };
  const move = (event: PointerEvent) => {
    hand.move(asked, event.pointerId, spot(event));
    (event.currentTarget as HTMLElement).style.cursor = mousePointer(asked, spot(event), space.value);
  };
  return (
    <div class="regions">
      <ToolBar {...asked} />
      <Picture
        key={model}
        url={item.media_url}
        sight={model}
        label="The picture. The regions are in the list beside it."
        drawn={
          <>
            <Regions asked={asked} />
            <Selected asked={asked} />
            <Sketch asked={asked} />
          </>
        }
        above={
          <>
            <Handles asked={asked} />
            <Crosshair asked={asked} />
          </>
        }
        beside={<Decision {...asked} />}
        hand={{
          onPointerDown: down,
          onPointerMove: move,
          onPointerUp: (event) => hand.up(event.pointerId, spot(event)),
          onPointerCancel: (event) => hand.cancel(event.pointerId),
          onPointerLeave: () => void (model.pointer.value = null),
        }}
      />
    </div>
  );
}

/** Take or refuse the suggested region that is selected, right where it is. */
function Decision(asked: Editing) {
  const ghost = selected(asked, "ghost");
  if (!ghost) return null;
  const { view, frame } = asked.model;
  const { low, high } = bounds(corners(ghost));
  const [x, y] = toScreen(view.value, [low[0], high[1]]);
  const left = Math.max(8, Math.min(x, frame.value.width - 180));
  const top = Math.max(8, Math.min(y + 8, frame.value.height - 44));
  return (
    <div class="region-decision" style={{ transform: `translate(${left}px, ${top}px)` }}>
      <button class="button small" onClick={() => take(asked, ghost)}>
        <Key asked={asked} of="take" /> Take
      </button>
      <button class="button small" onClick={() => refuse(asked, ghost)}>
        <Key asked={asked} of="delete" /> Refuse
      </button>
    </div>
  );
}

/** Whether Space is held, with which the pointer moves the picture. */
function useSpace(): Signal<boolean> {
  const space = useSignal(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== " " || isTyping(target) || target.closest("button, a, summary, input")) return;
      event.preventDefault(); // the page would scroll
      space.value = true;
    };
    const release = (event: KeyboardEvent) => event.key === " " && (space.value = false);
    document.addEventListener("keydown", press);
    document.addEventListener("keyup", release);
    return () => {
      document.removeEventListener("keydown", press);
      document.removeEventListener("keyup", release);
    };
  }, [space]);
  return space;
}
