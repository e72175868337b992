/** The regions as a list, for hands that do not draw and ears that do not look. */

import { useRef } from "preact/hooks";
import { counted } from "../../core/format";
import { Icon, type IconName } from "../../ui/icons";
import * as editor from "./editor";
import { fields } from "./fields";
import { labelsOf, type Editing, type Regions, type Selected } from "./model";
import { keepFocus, Key, Swatch } from "./parts";
import { extent, type Region } from "./shape";

export function List(asked: Editing) {
  const regions = editor.answered(asked);
  return (
    <section>
      <h3 class="small second">{regions.length ? counted(regions.length, "region") : "No regions yet"}</h3>
      <ol class="plain region-list">
        <Rows asked={asked} of="answer" regions={regions} />
      </ol>
    </section>
  );
}

export function Suggested(asked: Editing) {
  const ghosts = asked.ghost ?? [];
  const waiting = ghosts.filter((ghost) => editor.open(asked, ghost)).length;
  if (!waiting) return null;
  return (
    <section>
      <h3 class="small second row">
        <Icon name="machine" size={15} /> {counted(waiting, "suggested region")}
      </h3>
      <ul class="plain region-list">
        <Rows asked={asked} of="ghost" regions={ghosts} />
      </ul>
    </section>
  );
}

interface RowsProps {
  asked: Editing;
  of: Selected["of"];
  regions: Regions;
}

function Rows({ asked, of, regions }: RowsProps) {
  const { hidden, locked } = asked.model;
  const now = useRef(asked);
  now.current = asked;
  const selected = editor.selected(asked, of);
  const shown = regions.map((region, at) => ({ region, at }));
  return shown
    .filter(({ region }) => of === "answer" || editor.open(asked, region))
    .map(({ region, at }) => (
      <Row
        key={at}
        now={now}
        asked={region === selected ? asked : null}
        of={of}
        at={at}
        region={region}
        labels={labelsOf(asked.question)}
        hidden={hidden.value.has(region)}
        locked={locked.value.has(region)}
        fixed={asked.locked}
      />
    ));
}

interface RowProps {
  now: { current: Editing }; // what it is at the press
  asked: Editing | null; // of the selected row alone, whose keys are shown
  of: Selected["of"];
  at: number;
  region: Region;
  labels: readonly string[];
  hidden: boolean;
  locked: boolean;
  fixed: boolean; // to look at only
}

/** One region. With the same props it is not drawn again: else 500 of them would be, at every step of one. */
function Row({ now, asked, of, at, region, labels, hidden, locked, fixed }: RowProps) {
  const name = `${of === "ghost" ? "suggested region" : "region"} ${at + 1}, ${region.label}`;
  const row = { asked, name };
  const deed = (run: (asked: Editing, region: Region) => void) => () => run(now.current, region);
  const mark = (mark: "hidden" | "locked") => deed((asked) => editor.toggle(asked, mark, region));
  return (
    <li
      ref={asked ? intoSight : undefined}
      class={`region-row ${asked ? "selected" : ""} ${of} ${hidden ? "unseen" : ""}`}
    >
      <button
        class="region-name"
        aria-pressed={asked !== null}
        onMouseDown={keepFocus}
        onClick={() => editor.select(now.current, asked ? null : { of, at })}
      >
        <Swatch labels={labels} label={region.label} />
        <span dir="auto">{region.label}</span>
        <span class="quiet small number">{extent(region)}</span>
      </button>
      {of === "ghost" ? (
        <>
          <Do {...row} words="Take" binding="take" icon="check" run={deed(editor.take)} />
          <Do {...row} words="Refuse" binding="delete" icon="close" run={deed(editor.refuse)} />
        </>
      ) : (
        <Do
          {...row}
          words="Hide"
          binding="hide"
          icon={hidden ? "unseen" : "seen"}
          pressed={hidden}
          run={mark("hidden")}
        />
      )}
      {of === "answer" && !fixed && (
        <>
          <Do
            {...row}
            words="Lock"
            binding="lock"
            icon={locked ? "locked" : "unlocked"}
            pressed={locked}
            run={mark("locked")}
          />
          <Do {...row} words="Delete" binding="delete" icon="bin" disabled={locked} run={deed(editor.remove)} />
        </>
      )}
    </li>
  );
}

/** The row of what is selected on the picture. */
const intoSight = (row: HTMLElement | null) => row?.scrollIntoView({ block: "nearest" });

interface DoProps {
  asked: Editing | null;
  name: string; // of the row, for those who listen
  words: string;
  binding: string; // its key acts on the selected row
  icon: IconName;
  run: () => void;
  pressed?: boolean;
  disabled?: boolean;
}

const Do = ({ asked, name, words, binding, icon, run, pressed, disabled }: DoProps) => (
  <button
    class="button plain small region-do"
    aria-pressed={pressed}
    title={words}
    disabled={disabled}
    onMouseDown={keepFocus}
    onClick={run}
  >
    <Icon name={icon} size={16} />
    <span class="visually-hidden">
      {words} {name}
    </span>
    {asked && <Key asked={asked} of={binding} />}
  </button>
);

/** The place of the selected region, or of its chosen corner, to be typed. */
export function Exact(asked: Editing) {
  const { corner, picture } = asked.model;
  const region = editor.editable(asked);
  if (!region || !picture.value) return null;
  const shown = fields(region, corner.value, picture.value);
  if (!shown.length) return null;
  return (
    <fieldset class="region-exact">
      <legend class="small second">{corner.value === null ? "Place and size" : `Corner ${corner.value + 1}`}</legend>
      {shown.map(({ name, value, set }) => (
        <label key={name} class="field">
          <span class="label">{name}</span>
          <input
            class="input"
            type="number"
            step="any"
            value={value}
            onChange={({ currentTarget: field }) => {
              if (Number.isFinite(field.valueAsNumber)) editor.put(asked, set(field.valueAsNumber));
              field.value = String(value); // where nothing came of it; else the new value is on its way
            }}
          />
        </label>
      ))}
    </fieldset>
  );
}
