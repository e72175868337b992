/** The form of a document: Enter takes a suggestion over and leads to what is to be looked at next. */

import { useEffect, useId } from "preact/hooks";
import { counted } from "../../core/format";
import { withAlt } from "../alt";
import { columnsOf, fieldsOf, written, type Field } from "./checks";
import * as model from "./model";
import type { AskedFields } from "./model";
import { doubtOfCell, keyOf, linesOf, nextOf, openGhosts, type Place } from "./work";

export function Rail(asked: AskedFields) {
  const { question, locked, active } = asked;
  const found = model.found(asked);
  const open = fieldsOf(question).filter(({ name }) => found[name] && asked.model.settled.value[name] !== found[name]);
  useEffect(() => {
    if (active && !locked) model.focus(nextOf(model.found(asked), {}, question, null) ?? model.REST);
  }, [active, locked, asked.item.id]);
  return (
    <div class="document-form" onKeyDown={(event) => formKey(asked, event)}>
      <p class="small second" role="status">
        {open.length ? `${counted(open.length, "field")} to look at` : "Nothing is left to look at."}
      </p>
      {fieldsOf(question).map((field) => (
        <FieldRow key={field.name} field={field} why={found[field.name]} asked={asked} />
      ))}
      {columnsOf(question).length > 0 && <Lines asked={asked} />}
      <Rest asked={asked} />
      {!locked && <Help keyOf={asked.keyOf} />}
    </div>
  );
}

/** With Alt, since plain letters are the text's. */
const WITH_ALT: Record<string, (asked: AskedFields) => void> = {
  b: model.startBox,
  z: ({ model: { whole } }) => void (whole.value = !whole.peek()),
};

function formKey(asked: AskedFields, event: KeyboardEvent): void {
  const run = WITH_ALT[withAlt(event) ?? ""];
  if (run && !asked.locked) run(asked);
  else if (event.key === "Escape") model.focus(null);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

interface EntryProps {
  asked: AskedFields;
  place: Place;
  label?: string; // without one a label stands beside it
  id?: string;
  why?: string | null | undefined;
  describedBy?: string | undefined;
}

/** Where one entry is written; what is only suggested stands in it already, drawn as such. */
function EntryInput({ asked, place, label, id, why, describedBy }: EntryProps) {
  const { entry, ghost } = model.shownAt(asked, place);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    model.goOn(asked, place);
  };
  return (
    <input
      class={`input ${ghost ? "ghost" : ""}`}
      id={id}
      data-place={keyOf(place)}
      dir="auto"
      autocomplete="off"
      spellcheck={false}
      value={entry?.text ?? ""}
      disabled={asked.locked}
      aria-label={label}
      aria-invalid={why ? true : undefined}
      aria-describedby={describedBy}
      title={label && (why ?? undefined)}
      onInput={(event) => model.write(asked, place, event.currentTarget.value)}
      onFocus={(event) => (model.enter(asked, place), event.currentTarget.select())}
      onKeyDown={press}
    />
  );
}

function FieldRow({ field, why, asked }: { field: Field; why: string | undefined; asked: AskedFields }) {
  const id = useId();
  const place = { name: field.name };
  const current = asked.model.active.value?.name === field.name && asked.model.active.value.row === undefined;
  const { entry, ghost } = model.shownAt(asked, place);
  const seen = why !== undefined && asked.model.settled.value[field.name] === why;
  return (
    <div class={`document-field ${why ? (seen ? "seen" : "doubt") : ""} ${current ? "current" : ""}`}>
      <label for={id}>
        {field.name}
        {field.required && <span class="quiet"> (needed)</span>}
        {ghost && <span class="quiet"> suggested</span>}
      </label>
      <EntryInput
        asked={asked}
        place={place}
        id={id}
        why={ghost || !written(entry) ? null : why}
        describedBy={why && `${id}-why`}
      />
      {why && (
        <p class="hint" id={`${id}-why`}>
          {why}
        </p>
      )}
      {current && !asked.locked && (
        <p class="row field-keys">
          <button class="button small" onClick={() => model.goOn(asked, place)}>
            <kbd>Enter</kbd> {ghost ? "Take over" : "Next"}
          </button>
          <button class="button small" onClick={() => model.startBox(asked)}>
            <kbd>Alt B</kbd> {entry?.box ? "Move its box" : "Mark its place"}
          </button>
          {entry?.box && (
            <button class="button plain small" onClick={() => model.setBox(asked, null)}>
              No box
            </button>
          )}
        </p>
      )}
    </div>
  );
}

function Lines({ asked }: { asked: AskedFields }) {
  const columns = columnsOf(asked.question);
  return (
    <div class="stack tight">
      <h3 id="document-lines">Lines</h3>
      <table class="document-lines" aria-labelledby="document-lines">
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {linesOf(asked.value, asked.ghost).map((line, row) => (
            <tr key={row}>
              {columns.map(({ name }) => (
                <td key={name}>
                  <EntryInput
                    asked={asked}
                    place={{ name, row }}
                    label={`${name}, line ${row + 1}`}
                    why={doubtOfCell(asked.question, name, line[name])}
                  />
                </td>
              ))}
              <td>
                {!asked.locked && (
                  <button
                    class="button plain small square"
                    aria-label={`Delete line ${row + 1}`}
                    onClick={() => model.dropLine(asked, row)}
                  >
                    ×
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!asked.locked && (
        <p>
          <button class="button small" onClick={() => model.addLine(asked)}>
            <kbd>{asked.keyOf("line")}</kbd> Add a line
          </button>
        </p>
      )}
    </div>
  );
}

/** What was not doubtful is taken over by one press, seen and not silently. */
function Rest({ asked }: { asked: AskedFields }) {
  const open = openGhosts(asked.value, asked.ghost);
  if (!open || asked.locked) return null;
  return (
    <button class="button" data-place={model.REST} onClick={() => model.takeRest(asked)}>
      <kbd>Enter</kbd> Take over the other {open === 1 ? "one" : open}
    </button>
  );
}

const Help = ({ keyOf }: Pick<AskedFields, "keyOf">) => (
  <p class="small quiet">
    <kbd>Enter</kbd> goes to the next field to look at, <kbd>Esc</kbd> leaves the form, <kbd>{keyOf("next field")}</kbd>{" "}
    comes back. Draw on the page to say where a field stands. <kbd>Alt Z</kbd> shows the whole page.
  </p>
);
