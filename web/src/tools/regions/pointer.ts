/** The pointer: a press begins a drag, which knows what it moves; two fingers pinch. Places are on the screen. */

import * as draw from "./draw";
import { cornerAdded, cornerMoved, kept, moved, resized, turnedTo } from "./edit";
import * as editor from "./editor";
import { grabbed, handles, pointerOf, under, type Handle } from "./hit";
import { kindOf, type Editing, type Model, type Selected } from "./model";
import { apart, isBox, isPolygon, minus, plus, type Point, type Region } from "./shape";
import { pan, pinch } from "./sight";
import { toPicture } from "./view";

/** What a press has taken hold of. */
interface Drag {
  move?: (to: Point) => void;
  end?: (at: Point, clicked: boolean) => void;
  drop?: () => void; // it is let go without an effect
}

/** A hand that moves less than this has clicked. */
const STILL = 4;

export class Hand {
  private readonly fingers = new Map<number, Point>();
  private drag: Drag = {};
  private from: Point = [0, 0];
  private still = true;

  down(asked: Editing, finger: number, at: Point, pans: boolean): void {
    this.fingers.set(finger, at);
    if (this.fingers.size > 1) return this.drop();
    [this.from, this.still] = [at, true];
    this.drag = pans ? panning(asked.model, at) : held(asked, at);
  }

  move({ model }: Editing, finger: number, at: Point): void {
    const before = [...this.fingers.values()];
    if (this.fingers.has(finger)) this.fingers.set(finger, at);
    if (before.length > 1) return pinch(model, two(before), two([...this.fingers.values()]));
    model.pointer.value = toPicture(model.view.value, at);
    this.still &&= apart(this.from, at) <= STILL;
    if (!this.still) this.drag.move?.(at);
  }

  up(finger: number, at: Point): void {
    this.fingers.delete(finger);
    const { end } = this.drag;
    this.drag = {};
    end?.(at, this.still);
  }

  cancel(finger: number): void {
    this.fingers.delete(finger);
    this.drop();
  }

  private drop(): void {
    this.drag.drop?.();
    this.drag = {};
  }
}

const two = ([one, other]: readonly Point[]): [Point, Point] => [one as Point, other as Point];

/** What is there to take hold of. */
function held(asked: Editing, at: Point): Drag {
  const { mode } = asked.model;
  if (mode.value === "pan") return panning(asked.model, at);
  const handle = handleAt(asked, at);
  if (handle) return pulling(asked, handle, at);
  if (mode.value === "select" || asked.locked) return choosing(asked, at);
  if (kindOf(asked.question) === "points" && hits(asked, at).length) return choosing(asked, at); // no two on one spot
  return drawing(asked, at);
}

function panning(model: Model, from: Point, click?: () => void): Drag {
  let last = from;
  return {
    move: (to) => {
      pan(model, minus(to, last));
      last = to;
    },
    end: (_, clicked) => clicked && click?.(),
  };
}

/** The selected region becomes what `next` says, shown all the while, kept when it is let go. */
function changing(asked: Editing, next: (to: Point) => Region, click?: () => void): Drag {
  const { pulled } = asked.model;
  const drop = () => void (pulled.value = null);
  return {
    move: (to) => void (pulled.value = next(to)),
    end: (_, clicked) => {
      const last = pulled.value;
      drop();
      if (clicked) click?.();
      else if (last) editor.put(asked, last);
    },
    drop,
  };
}

/** A handle of the selected region, if it is there. */
function handleAt(asked: Editing, at: Point): (Handle & { region: Region }) | null {
  const region = editor.editable(asked);
  if (!region || asked.model.begun.value.length) return null;
  const handle = grabbed(handles(region, asked.model.view.value), at);
  return handle && { ...handle, region };
}

function pulling(asked: Editing, { grip, pulls, region }: Handle & { region: Region }, from: Point): Drag {
  const { corner, view, picture } = asked.model;
  const off = minus(pulls, from);
  const next = (to: Point): Region => {
    const size = picture.value;
    const place = toPicture(view.value, plus(to, off));
    if (size && isBox(region) && grip.part === "side") return resized(region, [grip.u, grip.v], place, size);
    if (isBox(region) && grip.part === "turn") return turnedTo(region, place);
    if (size && isPolygon(region) && grip.part === "corner") return cornerMoved(region, grip.i, place, size);
    if (size && isPolygon(region) && grip.part === "between")
      return cornerMoved(cornerAdded(region, grip.i), grip.i + 1, place, size);
    return region;
  };
  return changing(asked, next, () => {
    if (grip.part === "corner") corner.value = grip.i;
    if (grip.part === "between" && isPolygon(region)) editor.put(asked, cornerAdded(region, grip.i));
  });
}

/** A box is pulled open from corner to corner, a click selects; other regions are set click by click. */
function drawing(asked: Editing, from: Point): Drag {
  const { begun, cursor, view, picture } = asked.model;
  const set = (at: Point) => draw.setCorner(asked, toPicture(view.value, at));
  cursor.value = null;
  if (kindOf(asked.question) !== "boxes" || begun.value.length) return { end: set };
  return {
    move: () => {
      if (picture.value) begun.value = [kept(toPicture(view.value, from), picture.value)];
    },
    end: (at, clicked) => (clicked ? click(asked, at) : set(at)),
    drop: () => void (begun.value = []),
  };
}

/** What is under the pointer and can be seen, the smallest first. */
function hits(asked: Editing, at: Point): Selected[] {
  const { hidden, view } = asked.model;
  const seen: [Selected, Region][] = [
    ...editor.answered(asked).map((region, i): [Selected, Region] => [{ of: "answer", at: i }, region]),
    ...(asked.ghost ?? []).map((region, i): [Selected, Region] => [{ of: "ghost", at: i }, region]),
  ].filter(([{ of }, region]) => (of === "answer" ? !hidden.value.has(region) : editor.open(asked, region)));
  const regions = seen.map(([, region]) => region);
  return under(regions, at, view.value).map((i) => (seen[i] as [Selected, Region])[0]);
}

/** The place of the selected one among those hit. */
const placeOf = ({ model }: Editing, found: readonly Selected[]): number =>
  found.findIndex(({ of, at }) => of === model.selected.value?.of && at === model.selected.value.at);

/** Selects what is there; at a click on the selected one, what lies below it. */
function click(asked: Editing, at: Point): void {
  const found = hits(asked, at);
  editor.select(asked, found[(placeOf(asked, found) + 1) % found.length] ?? null);
}

/** Takes hold of a region, the selected one before others; the picture, where there is none. */
function choosing(asked: Editing, from: Point): Drag {
  const { view, picture, mode } = asked.model;
  const found = hits(asked, from);
  const fresh = placeOf(asked, found) < 0 ? found[0] : undefined;
  if (fresh) editor.select(asked, fresh);
  const clicked = () => !fresh && click(asked, from);
  const region = editor.editable(asked);
  const pans = mode.value === "select" || asked.locked;
  if (!region || !found.length) return pans ? panning(asked.model, from, clicked) : { end: clicked };
  const next = (to: Point) => {
    const by = minus(toPicture(view.value, to), toPicture(view.value, from));
    return picture.value ? moved(region, by, picture.value) : region;
  };
  return changing(asked, next, clicked);
}

/** What the mouse pointer looks like, for what a press would do. */
export function mousePointer(asked: Editing, at: Point, pans: boolean): string {
  const { mode } = asked.model;
  if (pans || mode.value === "pan") return "grab";
  const handle = handleAt(asked, at);
  if (handle) return pointerOf(handle.grip, handle.region);
  if (mode.value === "draw" && !asked.locked) return "crosshair";
  return hits(asked, at).length ? "pointer" : "grab";
}
