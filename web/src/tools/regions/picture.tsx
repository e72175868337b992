/** A picture that is zoomed and moved, and what is drawn over it. The browser scales the very bitmap that it decoded;
 *  nothing is painted anew by us, so that 50 million pixels move like one. */

import { useSignalEffect } from "@preact/signals";
import type { ComponentChildren, HTMLAttributes, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Point } from "./shape";
import { measured, zoom, type Light, type Sight } from "./sight";
import type { View } from "./view";

/** From here on each pixel of the picture is shown as a square, so that one sees where it ends. */
const SQUARES = 4;
const WHEEL = 0.0016; // how much the wheel zooms, as an exponent of each pixel it turns
const PINCH = 6; // two fingers on a touch pad turn it less, and come with Ctrl
const STILL = 120; // milliseconds, after which the drawing is painted anew
const COARSE = 2; // times larger or smaller than it was painted, and one sees it
const LINE = 16; // pixels, where a wheel counts in lines

interface PictureProps {
  url: string;
  sight: Sight; // with another one it needs another `key`
  label: string;
  drawn: ComponentChildren; // in pixels of the picture
  above?: ComponentChildren; // in pixels of the screen
  beside?: ComponentChildren; // buttons over the picture
  hand?: HTMLAttributes<HTMLDivElement>; // what the pointer does
}

export function Picture({ url, sight, label, drawn, above, beside, hand }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<"coming" | "ready" | "failed">("coming");
  const [image, drawing] = useView(sight);
  useSize(frame, sight);
  const loaded = ({ naturalWidth: width, naturalHeight: height }: HTMLImageElement) => {
    sight.picture.value = { width, height }; // upright: browsers turn it as its EXIF says
    measured(sight);
    setState("ready");
  };
  useLayoutEffect(() => {
    if (image.current?.complete && image.current.naturalWidth) loaded(image.current); // fetched ahead: no blink
  }, []);
  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    zoom(sight, Math.exp(-turned * WHEEL * (event.ctrlKey ? PINCH : 1)), spot(event));
  };
  return (
    <div class="region-frame" ref={frame} tabIndex={0} role="application" aria-label={label} onWheel={wheel} {...hand}>
      {state !== "failed" && (
        <img
          ref={image}
          src={url}
          alt=""
          class={state}
          draggable={false}
          onLoad={(event) => loaded(event.currentTarget)}
          onError={() => setState("failed")}
        />
      )}
      <svg class="region-overlay moving" ref={drawing} aria-hidden="true">
        <g>{state === "ready" && drawn}</g>
      </svg>
      <svg class="region-overlay" aria-hidden="true">
        {state === "ready" && above}
      </svg>
      {state === "ready" && beside}
      {state === "coming" && <p class="quiet region-note">The picture is on its way</p>}
      {state === "failed" && (
        <div class="region-note stack" role="alert">
          <p>This picture could not be loaded. If it stays so, skip the item.</p>
          <p>
            <button class="button" onClick={() => setState("coming")}>
              Load again
            </button>
          </p>
        </div>
      )}
    </div>
  );
}

/** Where an event is, from the upper left corner of the frame. */
export function spot(event: MouseEvent): Point {
  const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
  return [event.clientX - left, event.clientY - top];
}

/** Moves the image and the drawing by their transforms alone: no component is rendered for it. The drawing moves as it
 *  was painted and is painted sharp when the view stands still: to paint 500 regions takes longer than a frame. */
function useView(sight: Sight): [RefObject<HTMLImageElement | null>, RefObject<SVGSVGElement | null>] {
  const image = useRef<HTMLImageElement>(null);
  const drawing = useRef<SVGSVGElement>(null);
  const painted = useRef<View | null>(null);
  useSignalEffect(() => {
    const { view, light } = sight;
    showImage(image.current, view.value, light.value);
    if (!drawing.current) return;
    const paint = () => {
      painted.current = view.peek();
      paintAt(drawing.current, view.peek());
    };
    const ratio = painted.current ? view.value.scale / painted.current.scale : 0;
    if (!painted.current || ratio > COARSE || ratio < 1 / COARSE) return paint();
    const { x, y } = painted.current;
    drawing.current.style.transform = `translate(${view.value.x - ratio * x}px, ${view.value.y - ratio * y}px) scale(${ratio})`;
    const soon = setTimeout(paint, STILL);
    return () => clearTimeout(soon);
  });
  return [image, drawing];
}

function showImage(image: HTMLImageElement | null, { scale, x, y }: View, { brightness, contrast }: Light): void {
  if (!image) return;
  const plain = brightness === 1 && contrast === 1;
  image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
  image.style.filter = plain ? "" : `brightness(${brightness}) contrast(${contrast})`;
  image.classList.toggle("squares", scale >= SQUARES);
}

function paintAt(drawing: SVGSVGElement | null, { scale, x, y }: View): void {
  drawing?.firstElementChild?.setAttribute("transform", `translate(${x} ${y}) scale(${scale})`);
  drawing?.style.setProperty("--unscale", String(1 / scale));
  if (drawing) drawing.style.transform = "";
}

function useSize(frame: RefObject<HTMLDivElement | null>, sight: Sight): void {
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => {
      if (!entry) return;
      const { width, height } = entry.contentRect;
      sight.frame.value = { width, height };
      measured(sight);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [sight]);
}
