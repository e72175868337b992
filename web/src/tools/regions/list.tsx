/** The regions as a list, for hands that do not draw and ears that do not look. */

import type { ComponentChildren } from "preact";
import { counted } from "../../core/format";
import { Icon, type IconName } from "../../ui/icons";
import * as editor from "./editor";
import { fields } from "./fields";
import { labelsOf, type Editing, type Selected } from "./model";
import { keepFocus, Key, Swatch } from "./parts";
import { extent, type Region } from "./shape";

export function List(asked: Editing) {
  const regions = editor.answered(asked);
  return (
    <section>
      <h3 class="small second">{regions.length ? counted(regions.length, "region") : "No regions yet"}</h3>
      <ol class="plain region-list">
        {regions.map((region, at) => (
          <Row asked={asked} region={region} place={{ of: "answer", at }}>
            {(row) => (
              <>
                <Mark {...row} mark="hidden" />
                {!asked.locked && <Mark {...row} mark="locked" />}
                {!asked.locked && <Delete {...row} />}
              </>
            )}
          </Row>
        ))}
      </ol>
    </section>
  );
}

export function Suggested(asked: Editing) {
  const ghosts = (asked.ghost ?? [])
    .map((region, at) => ({ region, at }))
    .filter(({ region }) => editor.open(asked, region));
  if (!ghosts.length) return null;
  return (
    <section>
      <h3 class="small second row">
        <Icon name="machine" size={15} /> {counted(ghosts.length, "suggested region")}
      </h3>
      <ul class="plain region-list">
        {ghosts.map(({ region, at }) => (
          <Row asked={asked} region={region} place={{ of: "ghost", at }}>
            {(row) => (
              <>
                <Do {...row} words="Take" binding="take" icon="check" run={() => editor.take(asked, region)} />
                <Do {...row} words="Refuse" binding="delete" icon="close" run={() => editor.refuse(asked, region)} />
              </>
            )}
          </Row>
        ))}
      </ul>
    </section>
  );
}

interface RowOf {
  asked: Editing;
  region: Region;
  chosen: boolean;
  name: string; // for those who listen
}

interface RowProps {
  asked: Editing;
  region: Region;
  place: Selected;
  children: (row: RowOf) => ComponentChildren;
}

/** The row of what is selected on the picture. */
const intoSight = (row: HTMLElement | null) => row?.scrollIntoView({ block: "nearest" });

function Row({ asked, region, place, children }: RowProps) {
  const chosen = editor.selected(asked, place.of) === region;
  const unseen = asked.model.hidden.value.has(region);
  const name = `${place.of === "ghost" ? "suggested region" : "region"} ${place.at + 1}, ${region.label}`;
  return (
    <li
      ref={chosen ? intoSight : undefined}
      class={`region-row ${chosen ? "selected" : ""} ${place.of} ${unseen ? "unseen" : ""}`}
    >
      <button
        class="region-name"
        aria-pressed={chosen}
        onMouseDown={keepFocus}
        onClick={() => editor.select(asked, chosen ? null : place)}
      >
        <Swatch labels={labelsOf(asked.question)} label={region.label} />
        <span dir="auto">{region.label}</span>
        <span class="quiet small number">{extent(region)}</span>
      </button>
      {children({ asked, region, chosen, name })}
    </li>
  );
}

interface DoProps extends RowOf {
  words: string;
  binding: string; // its key acts on the selected row
  icon: IconName;
  run: () => void;
  pressed?: boolean;
  disabled?: boolean;
}

const Do = ({ asked, chosen, name, words, binding, icon, run, pressed, disabled }: DoProps) => (
  <button
    class="button plain small region-do"
    aria-label={`${words} ${name}`}
    aria-pressed={pressed}
    title={words}
    disabled={disabled}
    onMouseDown={keepFocus}
    onClick={run}
  >
    <Icon name={icon} size={16} />
    {chosen && <Key asked={asked} of={binding} />}
  </button>
);

const MARKS = {
  hidden: { words: "Hide", binding: "hide", icons: ["seen", "unseen"] },
  locked: { words: "Lock", binding: "lock", icons: ["unlocked", "locked"] },
} as const;

function Mark({ mark, ...row }: RowOf & { mark: "hidden" | "locked" }) {
  const { words, binding, icons } = MARKS[mark];
  const pressed = row.asked.model[mark].value.has(row.region);
  const run = () => editor.toggle(row.asked, mark, row.region);
  return <Do {...row} words={words} binding={binding} icon={icons[pressed ? 1 : 0]} pressed={pressed} run={run} />;
}

const Delete = (row: RowOf) => (
  <Do
    {...row}
    words="Delete"
    binding="delete"
    icon="bin"
    disabled={row.asked.model.locked.value.has(row.region)}
    run={() => editor.remove(row.asked, row.region)}
  />
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
