/** What the pointer does and how the picture is seen: a row over the picture, each button with its key. */

import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/icons";
import { Menu } from "../../ui/parts";
import { begin } from "./draw";
import { kindOf, setLight, setMode, type Editing, type Mode } from "./model";
import { keepFocus, Key } from "./parts";
import { AS_IT_IS, whole, zoom, ZOOM, type Light } from "./sight";
import type { Kind } from "./shape";

const DRAWN: Record<Kind, string> = { boxes: "Box", polygons: "Polygon", points: "Point" };

export function ToolBar(asked: Editing) {
  const { model, question, locked, waits } = asked;
  const draws = !locked || waits;
  return (
    <div class="region-bar" role="group" aria-label="Picture">
      <div class="region-tools">
        {draws && <ModeButton asked={asked} mode="select" words="Select" />}
        {draws && <ModeButton asked={asked} mode="draw" words={DRAWN[kindOf(question)]} />}
        <ModeButton asked={asked} mode="pan" words="Pan" />
      </div>
      <div class="region-tools">
        <Press asked={asked} name="smaller" label="Zoom out" run={() => zoom(model, 1 / ZOOM)}>
          <Icon name="minus" size={15} /> <span class="visually-hidden">Zoom out</span>
        </Press>
        <Scale {...asked} />
        <Press asked={asked} name="larger" label="Zoom in" run={() => zoom(model, ZOOM)}>
          <Icon name="plus" size={15} /> <span class="visually-hidden">Zoom in</span>
        </Press>
        <Press asked={asked} name="whole" label="Show the whole picture" run={() => whole(model)}>
          Whole
        </Press>
        <LightMenu {...asked} />
      </div>
    </div>
  );
}

function ModeButton({ asked, mode, words }: { asked: Editing; mode: Mode; words: string }) {
  const press = (event: MouseEvent) => {
    const byKeys = event.detail === 0;
    if (!byKeys || mode !== "draw") return setMode(asked.model, mode);
    begin(asked);
    (event.currentTarget as Element).closest(".regions")?.querySelector<HTMLElement>(".region-frame")?.focus();
  };
  return (
    <button
      class={`button small plain region-mode ${asked.waits && mode !== "pan" ? "waits" : ""}`}
      aria-pressed={asked.model.mode.value === mode}
      onMouseDown={keepFocus}
      onClick={press}
    >
      {words} <Key asked={asked} of={mode} />
    </button>
  );
}

interface PressProps {
  asked: Editing;
  name: string; // of the binding
  label: string;
  run: () => void;
  children: ComponentChildren;
}

const Press = ({ asked, name, label, run, children }: PressProps) => (
  <button class="button small plain" title={label} onMouseDown={keepFocus} onClick={run}>
    {children} <Key asked={asked} of={name} />
  </button>
);

const Scale = ({ model }: Editing) => (
  <span class="region-scale number small">{Math.round(100 * model.view.value.scale)} %</span>
);

const LIGHT = [
  ["brightness", "Brightness"],
  ["contrast", "Contrast"],
] as const;

function LightMenu({ model }: Editing) {
  const light = model.light.value;
  const set = (change: Partial<Light>) => setLight(model, { ...light, ...change });
  return (
    <Menu label="Light" class="region-light">
      <div class="stack tight" onKeyDown={(event) => event.key.startsWith("Arrow") && event.stopPropagation()}>
        {LIGHT.map(([name, words]) => (
          <label class="field" key={name}>
            <span class="label">
              {words} {Math.round(100 * light[name])} %
            </span>
            <input
              type="range"
              min={0.2}
              max={3}
              step={0.05}
              value={light[name]}
              onInput={(event) => set({ [name]: event.currentTarget.valueAsNumber })}
            />
          </label>
        ))}
        <button class="button small" onClick={() => set(AS_IT_IS)}>
          As it is
        </button>
      </div>
    </Menu>
  );
}
