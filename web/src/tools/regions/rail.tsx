/** Beside the picture: the labels with their keys, and all regions as a list. */

import { useState } from "preact/hooks";
import { counted } from "../../core/format";
import { typeAhead } from "../../core/keys";
import * as editor from "./editor";
import { Exact, List, Suggested } from "./list";
import { labelsOf, type Editing } from "./model";
import { keepFocus, Key, Swatch } from "./parts";

const MANY = 9; // labels, beyond which one looks for them by typing

export const Rail = (asked: Editing) => (
  <div class="region-rail stack">
    <Labels {...asked} />
    <Suggested {...asked} />
    <List {...asked} />
    <Exact {...asked} />
    <Said {...asked} />
  </div>
);

/** What was just done, for those who listen. */
const Said = ({ model }: Editing) => (
  <p class="visually-hidden" role="status">
    {model.said.value}
  </p>
);

function Labels(asked: Editing) {
  const [typed, setTyped] = useState("");
  const labels = labelsOf(asked.question);
  const shown = labels.length > MANY ? typeAhead(labels, typed) : labels;
  const current = editor.selected(asked, "answer")?.label ?? (asked.locked ? null : asked.model.label.value);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !shown[0]) return;
    event.preventDefault();
    event.stopPropagation();
    editor.relabel(asked, shown[0]);
    setTyped("");
    (event.currentTarget as HTMLElement).blur(); // the keys are for drawing again
  };
  return (
    <fieldset class="choices region-labels" disabled={asked.locked}>
      <legend class="visually-hidden">{asked.question.ask ?? "Label of the regions"}</legend>
      {labels.length > MANY && (
        <input
          class="input"
          aria-label="Find a label"
          placeholder="Type a label, Enter takes the first"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={press}
        />
      )}
      {shown.map((label) => (
        <Label key={label} asked={asked} label={label} chosen={label === current} />
      ))}
    </fieldset>
  );
}

function Label({ asked, label, chosen }: { asked: Editing; label: string; chosen: boolean }) {
  const count = editor.answered(asked).filter((region) => region.label === label).length;
  return (
    <label class={`choice ${chosen ? "chosen" : ""}`} onMouseDown={keepFocus}>
      <input
        type="radio"
        name={`label of ${asked.question.name}`}
        checked={chosen}
        onChange={() => editor.relabel(asked, label)}
      />
      <Key asked={asked} of={`label ${label}`} />
      <Swatch labels={labelsOf(asked.question)} label={label} />
      <span class="choice-name" dir="auto">
        {label}
      </span>
      <span class="number quiet" title={counted(count, "region")}>
        {count}
      </span>
    </label>
  );
}
