/** Fixing an answer, then accepting it: the tools of the questions with what was said so far. */

import { useComputed, useSignal, type ReadonlySignal } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { bound, print, type Bound } from "../../core/keymap";
import { isTyping, pressName } from "../../core/keys";
import { asked, titleOf, verdict, type Question, type Schema, type Value } from "../../core/questions";
import { toolOf, type AnyTool } from "../../tools";
import type { Asked, Binding, Shown } from "../../tools/tool";
import { Content } from "../../ui/content";

interface FixProps {
  item: Shown;
  schema: Schema;
  start: Value;
  accept: (value: Value) => void;
  leave: () => void;
}

const tool = (question: Question): AnyTool => toolOf(question) as AnyTool;

export function Fix({ item, schema, start, accept, leave }: FixProps) {
  const value = useSignal(start);
  const turn = useSignal<string | null>(null);
  const hint = useSignal("");
  const models = useMemo(() => new Map(schema.questions.map((one) => [one.name, tool(one).model(one)])), [schema]);
  const questions = useComputed(() => asked(schema, value.value));
  const active = useComputed(() => questions.value.find(({ name }) => name === turn.value) ?? questions.value[0]);
  const askedOf = (question: Question): Asked<unknown, unknown> => ({
    question,
    item,
    value: value.value[question.name] ?? tool(question).blank(question),
    ghost: undefined,
    locked: false,
    active: active.value === question,
    model: models.get(question.name),
    others: value.value,
    change: (said) => {
      value.value = { ...value.peek(), [question.name]: said };
      hint.value = "";
    },
    keyOf: (binding) => {
      const key = keys.value.find(({ name }) => active.value === question && name === binding)?.keys[0];
      return key === undefined ? null : print(key);
    },
  });
  const keys: ReadonlySignal<readonly Bound<Binding>[]> = useComputed(() =>
    active.value ? bound(tool(active.value).keys(askedOf(active.value)), [], {}) : [],
  );
  const send = () => {
    const found = verdict(schema, value.peek(), tool);
    if ("value" in found) return accept(found.value);
    turn.value = found.question.name;
    hint.value = found.why ?? `Answer “${titleOf(found.question)}” first.`;
  };
  useKeys(keys, send, leave);
  const drawing = [active.value, ...questions.value].find((one) => one && tool(one).Stage);
  const Stage = drawing && tool(drawing).Stage;
  return (
    <div class="review-page">
      <section class="card fix-stage" aria-label="The item">
        {Stage && drawing ? <Stage key={drawing.name} {...askedOf(drawing)} /> : <Content item={item} />}
      </section>
      <section class="card stack" aria-label="Your answer">
        {questions.value.map((question) => {
          const { Rail } = tool(question);
          const mine = () => void (turn.value = question.name);
          return (
            <section
              key={question.name}
              class="question"
              aria-label={titleOf(question)}
              onFocusIn={mine}
              onClick={mine}
            >
              <h2 dir="auto">{titleOf(question)}</h2>
              <Rail {...askedOf(question)} />
            </section>
          );
        })}
        <p class="small" role="status">
          {hint.value}
        </p>
        <div class="buttons">
          <button class="button primary" onClick={send}>
            Accept this <kbd>Enter</kbd>
          </button>
          <button class="button" onClick={leave}>
            Leave it as it was <kbd>Esc</kbd>
          </button>
        </div>
      </section>
    </div>
  );
}

/** The keys of the tool at hand; Enter accepts, Escape leaves, except where a field takes them. */
function useKeys(keys: ReadonlySignal<readonly Bound<Binding>[]>, send: () => void, leave: () => void): void {
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const name = pressName(event);
      const target = event.target as HTMLElement;
      if (!name || event.defaultPrevented || document.querySelector("dialog[open]")) return;
      if (isTyping(target)) {
        if (name === "escape") target.blur();
        if (name === "mod+enter") send();
        return;
      }
      if (["enter", " "].includes(name) && target.closest("button, a, summary")) return;
      const run = keys.peek().find((one) => one.keys.includes(name))?.run ?? PAGE_KEYS(send, leave)[name];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

const PAGE_KEYS = (send: () => void, leave: () => void): Record<string, () => void> => ({
  enter: send,
  "mod+enter": send,
  escape: leave,
});
