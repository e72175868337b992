/** All keys of this page and of the tool at hand; each action's can be changed. */

import { useState } from "preact/hooks";
import { ACTIONS } from "../../actions/annotate";
import { print, type Bound, type Keyed } from "../../core/keymap";
import { pressName } from "../../core/keys";
import { Dialog } from "../../ui/parts";
import { allKeysOf, give, giveBackAll, keymap } from "./keymap";

/** These mean the same everywhere. */
const FIXED = new Set(["submit", "leave", "step back", "step forth", "next question", "previous question"]);
const MOST = 40; // of a tool with hundreds of classes, the rest is found by typing

interface KeySheetProps {
  open: boolean;
  close: () => void;
  tool: readonly Bound<Keyed>[];
}

export function KeySheet({ open, close, tool }: KeySheetProps) {
  const [changing, change] = useState<Keyed | null>(null);
  const [problem, setProblem] = useState("");
  const press = (event: KeyboardEvent) => {
    if (!changing || ["Shift", "Control", "Alt", "Meta", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    const fault = event.key === "Escape" ? null : give(changing, pressName(event) ?? "");
    setProblem(fault ?? "");
    if (!fault) change(null);
  };
  const row = (action: Keyed, keys: readonly string[], fixed: boolean) => {
    const waits = changing?.name === action.name;
    return (
      <div key={action.name}>
        <dt>
          {(waits ? ["…"] : keys.length ? keys : ["–"]).map((key) => (
            <kbd key={key}>{key}</kbd>
          ))}
        </dt>
        <dd dir="auto">{action.label}</dd>
        <dd>
          {!fixed && (
            <button class="link small" onClick={() => (change(action), setProblem(""))}>
              {waits ? "press a key" : "change"}
              <span class="visually-hidden"> the key of {action.label}</span>
            </button>
          )}
        </dd>
      </div>
    );
  };
  return (
    <Dialog title="Keys" open={open} close={close} class="sheet">
      <div class="key-columns" onKeyDown={press}>
        <dl class="keys">{ACTIONS.map((action) => row(action, allKeysOf(action), FIXED.has(action.name)))}</dl>
        <dl class="keys">
          {tool.slice(0, MOST).map((one) => row(one, one.keys.length ? one.keys.map(print) : ["/"], isFixed(one)))}
        </dl>
      </div>
      <p class="small" role="status">
        {problem}
      </p>
      <div class="row between">
        <p class="small quiet">Letters act only while no text field has the focus; Esc leaves a field.</p>
        {Object.keys(keymap.value).length > 0 && (
          <button class="button small" onClick={giveBackAll}>
            Back to the usual keys
          </button>
        )}
      </div>
    </Dialog>
  );
}

/** Digits, arrows and the like stay where they are. */
const isFixed = ({ free, keys }: Bound<Keyed>): boolean => free || !keys.some((key) => /^[^0-9\s]$/.test(key));
