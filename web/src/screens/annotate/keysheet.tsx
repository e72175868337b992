/** All keys of this page, for these classes; each action's can be changed. */

import { useState } from "preact/hooks";
import { ACTIONS, type Action } from "../../actions/annotate";
import { pressName } from "../../core/keys";
import { Dialog } from "../../ui/parts";
import { give, giveBackAll, keymap, allKeysOf, keysFor } from "./keymap";

/** Enter and Escape mean the same everywhere. */
const FIXED = new Set(["submit", "leave"]);

export function KeySheet({ open, close, classes }: { open: boolean; close: () => void; classes: readonly string[] }) {
  const [changing, change] = useState<Action | null>(null);
  const [problem, setProblem] = useState("");
  const keys = keysFor(classes);
  const press = (event: KeyboardEvent) => {
    if (!changing || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const fault = event.key === "Escape" ? null : give(changing, pressName(event) ?? "");
    setProblem(fault ?? "");
    if (!fault) change(null);
  };
  return (
    <Dialog title="Keys" open={open} close={close} class="sheet">
      <div class="key-columns" onKeyDown={press}>
        <dl class="keys">
          {ACTIONS.map((action) => (
            <div key={action.name}>
              <dt>
                {(changing === action ? ["…"] : allKeysOf(action)).map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{action.label}</dd>
              <dd>
                {!FIXED.has(action.name) && (
                  <button class="link small" onClick={() => (change(action), setProblem(""))}>
                    {changing === action ? "press a key" : "change"}
                    <span class="visually-hidden"> the key of {action.label}</span>
                  </button>
                )}
              </dd>
            </div>
          ))}
        </dl>
        <dl class="keys">
          {classes.slice(0, 26).map((name, i) => (
            <div key={name}>
              <dt>
                <kbd>{keys[i] ?? "/"}</kbd>
              </dt>
              <dd dir="auto">{name}</dd>
            </div>
          ))}
        </dl>
      </div>
      <p class="small" role="status">
        {problem}
      </p>
      <div class="row between">
        <p class="small quiet">Ctrl Z undoes, too. Letters act only while no text field has the focus.</p>
        {Object.keys(keymap.value).length > 0 && (
          <button class="button small" onClick={giveBackAll}>
            Back to the usual keys
          </button>
        )}
      </div>
    </Dialog>
  );
}
