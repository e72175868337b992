/** What a reviewer can do, each with its key: on buttons, under the fingers, and on the sheet. */

import { useLayoutEffect, useRef, useState, type Dispatch, type StateUpdater } from "preact/hooks";
import { isTyping, pressName } from "../../core/keys";
import { RETURN_REASONS, type Column, type Decision } from "../../core/review";
import { Dialog, TextField } from "../../ui/parts";
import type { Bench } from "./bench";

export type Panel = null | "fix" | "return" | "ambiguous" | "keys";

interface DecideProps {
  bench: Bench;
  said: readonly Column[];
  panel: Panel;
  open: Dispatch<StateUpdater<Panel>>;
  decide: (decision: Decision) => void;
}

interface Action {
  key: string;
  print?: string; // where the key's name is not what is on the keyboard
  label: string;
  run: (given: DecideProps) => void;
  enabled?: (given: DecideProps) => boolean;
}

const opens = (panel: Panel) => (given: DecideProps) => given.open((now) => (now === panel ? null : panel));

const ACTIONS: readonly Action[] = [
  { key: "f", label: "Fix, then accept", run: opens("fix") },
  { key: "r", label: "Return", run: opens("return") },
  { key: "a", label: "Ambiguous", run: opens("ambiguous") },
  { key: "arrowright", print: "→", label: "Later", run: ({ bench }) => bench.later() },
  {
    key: "u",
    label: "Undo last",
    run: ({ bench }) => void bench.undo(),
    enabled: ({ bench }) => bench.past.value.length > 0,
  },
  { key: "?", label: "Keys", run: opens("keys") },
];

const able = ({ enabled }: Action, given: DecideProps): boolean => enabled?.(given) ?? true;

export function Decide(given: DecideProps) {
  const { panel, open, decide, said } = given;
  useKeys(given);
  return (
    <>
      <div class="buttons">
        {ACTIONS.map((action) => (
          <button
            key={action.key}
            class="button small"
            disabled={!able(action, given)}
            onClick={() => action.run(given)}
          >
            <kbd>{action.print ?? action.key}</kbd> {action.label}
          </button>
        ))}
      </div>
      {panel === "return" && <Return decide={decide} />}
      {panel === "ambiguous" && <Ambiguous decide={decide} />}
      <Dialog title="Keys" open={panel === "keys"} close={() => open((now) => (now === "keys" ? null : now))}>
        <dl class="review-keys">
          {said.map(({ key, name }) => key && <Line key={key} press={key} label={`Take the answer of ${name}`} />)}
          {ACTIONS.map(({ key, print, label }) => (
            <Line key={key} press={print ?? key} label={label} />
          ))}
        </dl>
      </Dialog>
    </>
  );
}

const Line = ({ press, label }: { press: string; label: string }) => (
  <div>
    <dt>
      <kbd>{press}</kbd>
    </dt>
    <dd>{label}</dd>
  </div>
);

/** A digit takes an answer, or says why while one returns the item; Escape closes. */
function useKeys(given: DecideProps): void {
  const now = useRef(given);
  now.current = given;
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = pressName(event);
      if (!name || event.defaultPrevented || event.repeat || document.querySelector("dialog[open]")) return;
      if (isTyping(event.target as HTMLElement) && name !== "escape") return;
      const run = meaning(name, now.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

function meaning(press: string, given: DecideProps): (() => void) | null {
  const { panel, open, said, decide } = given;
  if (panel && press === "escape") return () => open(null);
  const reason = panel === "return" && RETURN_REASONS[Number(press) - 1];
  if (reason) return () => decide({ send_back: reason });
  const take = panel ? null : said.find(({ key }) => key === press)?.take;
  if (take) return () => decide(take);
  const action = ACTIONS.find(({ key }) => key === press);
  return action && able(action, given) ? () => action.run(given) : null;
}

function Return({ decide }: { decide: DecideProps["decide"] }) {
  const [own, say] = useState("");
  const send = (event: Event) => {
    event.preventDefault();
    if (own.trim()) decide({ send_back: own.trim() });
  };
  return (
    <div class="decision" role="group" aria-label="Why ask somebody else?">
      <p class="label">Somebody else is asked. Why?</p>
      {RETURN_REASONS.map((reason, i) => (
        <button class="button small" key={reason} onClick={() => decide({ send_back: reason })}>
          <kbd>{i + 1}</kbd> {reason}
        </button>
      ))}
      <form class="stack" onSubmit={send}>
        <TextField label="In your own words" value={own} change={say} maxLength={500} />
        <div class="buttons">
          <button class="button small" disabled={!own.trim()}>
            Return it
          </button>
        </div>
      </form>
    </div>
  );
}

function Ambiguous({ decide }: { decide: DecideProps["decide"] }) {
  const [comment, say] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    decide({ ambiguous: true, ...(comment.trim() && { comment: comment.trim() }) });
  };
  return (
    <form class="decision" ref={form} onSubmit={send} aria-label="Ambiguous">
      <TextField
        label="What could it be? (may be left out)"
        hint="The label stays as it is; the remark is kept with the item."
        value={comment}
        change={say}
        maxLength={2000}
      />
      <div class="buttons">
        <button class="button small primary">
          It is ambiguous <kbd>Enter</kbd>
        </button>
      </div>
    </form>
  );
}
