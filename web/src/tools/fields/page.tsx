/** The page of a document: as near as the active field asks for, with the boxes of all fields. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { pagesOf } from "../../core/leaves";
import { between, nudged, scaleFor, type Point } from "./boxes";
import { fieldsOf, type Box } from "./checks";
import * as model from "./model";
import type { AskedFields } from "./model";
import { keyOf, linesOf, type Place } from "./work";

export function Stage(asked: AskedFields) {
  const pages = pagesOf(asked.item);
  const { page, active, whole } = asked.model;
  const place = active.value;
  const found = place && model.shownAt(asked, place).entry?.box;
  const near = found && found[0] === page.value && !whole.value ? found : null;
  return (
    <div class="document">
      {pages.length > 1 && <Pages count={pages.length} asked={asked} />}
      <Sheet key={page.value} asked={asked} url={pages[page.value] ?? ""} near={near} />
    </div>
  );
}

const Pages = ({ count, asked: { model, keyOf } }: { count: number; asked: AskedFields }) => (
  <p class="row">
    {([-1, 1] as const).map((by) => (
      <button
        key={by}
        class="button small"
        disabled={model.page.value + by < 0 || model.page.value + by >= count}
        onClick={() => (model.page.value += by)}
      >
        <kbd>{keyOf(by < 0 ? "page before" : "page after")}</kbd> {by < 0 ? "Page before" : "Page after"}
      </button>
    ))}
    <span class="small second" role="status">
      Page {model.page.value + 1} of {count}
    </span>
  </p>
);

interface SheetProps {
  asked: AskedFields;
  url: string;
  near: Box | null;
}

function Sheet({ asked, url, near }: SheetProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const [width, setWidth] = useState(0);
  const draw = useDrawing(asked);
  const whole = asked.model.whole.value;
  const key = near?.join(" ");
  useLayoutEffect(() => {
    const { clientWidth, clientHeight } = frame.current!;
    const stays = width > 0 && !near && !whole; // a field without a box: the eye stays where it is
    if (size && !stays) setWidth(size.width * scaleFor(size, { width: clientWidth, height: clientHeight }, near));
  }, [size, key, whole]);
  useLayoutEffect(() => {
    if (size && near) centre(frame.current!, near, width, (width / size.width) * size.height);
  }, [width, key]);
  return (
    <div class="page-view" ref={frame}>
      {failed && <p role="alert">This page could not be loaded.</p>}
      <div
        class="page-sheet"
        tabIndex={-1}
        role="application"
        aria-label="Page. Arrows move the box, with Shift they size it, with Ctrl by little; Enter keeps it."
        style={{ width: `${width}px` }}
        onKeyDown={(event) => boxKey(asked, event)}
        {...draw.handlers}
      >
        <img
          src={url}
          alt="The page of the document"
          draggable={false}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setSize({ width: naturalWidth, height: naturalHeight })
          }
          onError={() => setFailed(true)}
        />
        <Boxes asked={asked} drawn={draw.box} />
      </div>
    </div>
  );
}

/** Scrolls so that a box stands in the middle of what is seen of the page. */
function centre(view: HTMLElement, [, x, y, w, h]: Box, wide: number, tall: number): void {
  view.scrollTo((x + w / 2) * wide - view.clientWidth / 2, (y + h / 2) * tall - view.clientHeight / 2);
}

function boxKey(asked: AskedFields, event: KeyboardEvent): void {
  const { draft } = asked.model;
  const box = draft.peek();
  if (!box) return;
  const next = nudged(box, event.key, event.shiftKey, event.ctrlKey);
  if (next) draft.value = next;
  else if (event.key === "Enter" || event.key === "Escape") model.endBox(asked, event.key === "Enter");
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A box is drawn from corner to corner; it is the active field's. */
function useDrawing(asked: AskedFields) {
  const from = useRef<Point | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const pointOf = ({ clientX, clientY, currentTarget }: PointerEvent): Point => {
    const { x, y, width, height } = (currentTarget as HTMLElement).getBoundingClientRect();
    return { x: (clientX - x) / width, y: (clientY - y) / height };
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || asked.locked || !asked.model.active.peek()) return;
      event.preventDefault(); // the focus stays in the field
      from.current = pointOf(event);
      (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) =>
      from.current && setBox(between(asked.model.page.peek(), from.current, pointOf(event))),
    onPointerUp: () => {
      if (box) model.setBox(asked, box);
      from.current = null;
      setBox(null);
    },
  };
  return { box, handlers };
}

function Boxes({ asked, drawn }: { asked: AskedFields; drawn: Box | null }) {
  const { page, draft, active } = asked.model;
  const current = active.value && keyOf(active.value);
  const places: Place[] = [
    ...fieldsOf(asked.question).map(({ name }) => ({ name })),
    ...linesOf(asked.value, asked.ghost).flatMap((line, row) => Object.keys(line).map((name) => ({ name, row }))),
  ];
  const making = drawn ?? draft.value;
  return (
    <>
      {places.map((place) => {
        const { entry, ghost } = model.shownAt(asked, place);
        const key = keyOf(place);
        if (entry?.box?.[0] !== page.value || (making && key === current)) return null;
        return (
          <i
            key={key}
            class={`page-box ${ghost ? "ghost" : ""} ${key === current ? "current" : ""}`}
            style={cssOf(entry.box)}
            title={place.name}
            onClick={() => model.focus(key)}
          />
        );
      })}
      {making?.[0] === page.value && <i class="page-box current" style={cssOf(making)} />}
    </>
  );
}

const cssOf = ([, x, y, w, h]: Box) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${w * 100}%`,
  height: `${h * 100}%`,
});
