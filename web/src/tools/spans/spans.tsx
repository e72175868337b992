/** The tool for `spans`: the text with its marks, the labels with their keys, the spans as a list. */

import "./spans.css";
import { counted } from "../../core/format";
import type { Binding, Tool } from "../tool";
import { LabelButtons, labelKeys, PartRow } from "./list";
import { tint, type Mark } from "./marks";
import * as spans from "./model";
import type { AskedSpans, SpansModel } from "./model";
import { chosenKeys, commented, ghostsOf, inOrder, labels } from "./parts";
import { around, keyOf, missing, same, say, type Span } from "./rules";
import { Surface } from "./surface";

function Stage(asked: AskedSpans) {
  const { model, locked, active } = asked;
  const chosen = model.chosen.value;
  const all = inOrder(asked);
  const ghosts = new Set(ghostsOf(asked));
  const marks = all.map((span) => markOf(asked, span, ghosts.has(span), chosen !== null && same(chosen, span)));
  return (
    <Surface
      text={spans.textOf(asked)}
      marks={marks}
      caret={model.caret}
      active={active && !locked}
      label="Text to mark. Arrows pick a word, with Shift more words."
      choose={(key) => spans.choose(asked, all.find((one) => keyOf(one) === key) ?? null)}
      picked={(part) => {
        model.chosen.value = null;
        if (model.pen.peek() && !locked) spans.mark(asked, spans.toPoints(asked, part), model.pen.peek()!);
      }}
    />
  );
}

function markOf(asked: AskedSpans, span: Span, ghost: boolean, chosen: boolean): Mark {
  const all = labels(asked);
  const look = `${tint(all, span.label)} ${ghost ? "ghost" : ""} ${chosen ? "current" : ""}`;
  const short = String(all.indexOf(span.label) + 1);
  return { ...spans.toUnits(asked, span), key: keyOf(span), tag: span.label, short, look };
}

function Rail(asked: AskedSpans) {
  const { model, locked } = asked;
  return (
    <div class="stack tight">
      <LabelButtons
        labels={labels(asked)}
        pressed={model.chosen.value?.label ?? model.pen.value}
        locked={locked}
        keyOf={asked.keyOf}
        choose={(label) => spans.labelled(asked, label)}
      />
      <Picked {...asked} />
      <p class="small second" role="status">
        {model.said.value}
      </p>
      {!locked && asked.active && <Help keyOf={asked.keyOf} />}
      <List {...asked} />
    </div>
  );
}

/** By itself, since it changes with every move of the caret. */
function Picked(asked: AskedSpans) {
  const picked = spans.pickedOf(asked);
  return picked ? (
    <p class="picked-words small" dir="auto">
      {shortened(spans.quoted(asked, picked))}
    </p>
  ) : null;
}

function List(asked: AskedSpans) {
  const { model, locked } = asked;
  const chosen = model.chosen.value;
  const ghosts = new Set(ghostsOf(asked));
  const all = inOrder(asked);
  const { rows, before, after } = around(all, spans.atCaret(asked, all), MOST_ROWS);
  return (
    <ol class="plain parts" aria-label="What is marked" start={before + 1}>
      {before > 0 && <li class="small quiet">{counted(before, "mark")} before these</li>}
      {rows.map((span) => (
        <PartRow
          key={keyOf(span)}
          words={shortened(spans.quoted(asked, span))}
          note={span.label}
          look={tint(labels(asked), span.label)}
          ghost={ghosts.has(span)}
          chosen={chosen !== null && same(chosen, span)}
          choose={() => spans.choose(asked, span)}
          drop={locked || ghosts.has(span) ? null : () => spans.drop(asked, span)}
          keep={locked || !ghosts.has(span) ? null : () => spans.mark(asked, span, span.label)}
          keyOf={asked.keyOf}
        />
      ))}
      {after > 0 && <li class="small quiet">{counted(after, "mark")} after these</li>}
    </ol>
  );
}

/** More are not listed at once: nobody reads them, and every press would wait for them. */
const MOST_ROWS = 60;
const SHOWN = 60;

const shortened = (text: string): string => (text.length > SHOWN ? `${[...text].slice(0, SHOWN).join("")} …` : text);

const Help = ({ keyOf }: Pick<AskedSpans, "keyOf">) => (
  <p class="small quiet">
    Select with the mouse, or in the text (<kbd>{keyOf("text")}</kbd>) with <kbd>←</kbd> <kbd>→</kbd>: a word; with{" "}
    <kbd>Shift</kbd> more words, with <kbd>Ctrl</kbd> characters. <kbd>{keyOf("before")}</kbd>{" "}
    <kbd>{keyOf("after")}</kbd> go from mark to mark.
  </p>
);

function keys(asked: AskedSpans): Binding[] {
  const looks = [
    { name: "text", keys: ["t"], label: "Go to the text", run: focusText },
    { name: "before", keys: [","], label: "Mark before", run: () => spans.chooseBeside(asked, -1) },
    { name: "after", keys: ["."], label: "Mark after", run: () => spans.chooseBeside(asked, 1) },
  ];
  return asked.locked ? looks : [...changes(asked), ...looks];
}

function changes(asked: AskedSpans): Binding[] {
  return [
    ...labelKeys(labels(asked), (label) => spans.labelled(asked, label)),
    ...chosenKeys(asked, "mark", {
      drop: (one) => spans.drop(asked, one),
      keep: (one) => spans.mark(asked, one, one.label),
    }),
  ];
}

export const focusText = (): void => document.querySelector<HTMLElement>(".surface")?.focus();

export const SPANS: Tool<Span[], SpansModel> = {
  ...commented("mark"),
  blank: () => [],
  model: spans.model,
  missing,
  say,
  keys,
  Rail,
  Stage,
};
