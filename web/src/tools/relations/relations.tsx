/** The tool for `relations`: two parts of a text and how they belong together, as lines over it and as a list. */

import "./relations.css";
import { LabelButtons, labelKeys, PartRow } from "../spans/list";
import { tint, type Mark } from "../spans/marks";
import { quoted, textOf, toPoints, toUnits } from "../spans/model";
import { labelsOf } from "../spans/rules";
import { focusText } from "../spans/spans";
import { Surface } from "../spans/surface";
import type { Binding, Tool } from "../tool";
import { Arcs } from "./arcs";
import * as model from "./model";
import type { AskedRelations, RelationsModel } from "./model";
import { keyOf, partOf, same, samePart, say, type Known, type Relation } from "./rules";

function Stage(asked: AskedRelations) {
  const { locked, active, question } = asked;
  const { caret, chosen } = asked.model;
  const parts = model.partsOf(asked);
  const ghosts = new Set(model.ghostsOf(asked));
  const arcs = [...model.relationsOf(asked), ...ghosts].map((one) => ({
    key: keyOf(one),
    from: toUnits(asked, partOf(one.from)),
    to: toUnits(asked, partOf(one.to)),
    label: one.label,
    look: lookOf(labelsOf(question), one, ghosts.has(one), chosen.value),
  }));
  const keyOfPart = ({ start, end }: Known) => `${start} ${end}`;
  return (
    <div class="relations">
      <Surface
        text={textOf(asked)}
        marks={parts.map((part) => ({ ...markOf(asked, part), key: keyOfPart(part) }))}
        caret={caret}
        active={active && !locked}
        label="Text. Arrows pick a word, with Shift more words."
        choose={(key) => {
          const part = parts.find((one) => keyOfPart(one) === key);
          if (part && !locked) model.takeEnd(asked, part);
        }}
        picked={(part) => !locked && model.takeEnd(asked, toPoints(asked, part))}
      />
      <Arcs arcs={arcs} />
    </div>
  );
}

const lookOf = (labels: readonly string[], one: Relation, ghost: boolean, chosen: Relation | null): string =>
  `${tint(labels, one.label)} ${ghost ? "ghost" : ""} ${chosen && same(one, chosen) ? "current" : ""}`;

/** A part says what it is; an end says that instead. */
function markOf(asked: AskedRelations, part: Known): Omit<Mark, "key"> {
  const { from, to, at } = asked.model;
  const is = (one: Known | { start: number; end: number } | null) => one !== null && samePart(one, part);
  const end = is(from.value) ? "from" : is(to.value) ? "to" : null;
  const look = `${end ? "end-of-two" : "tint-9"} ${end || is(at.value) ? "current" : ""}`;
  const tag = end ?? part.label ?? "part";
  return { ...toUnits(asked, part), tag, short: tag, look };
}

function Rail(asked: AskedRelations) {
  const { locked, question, keyOf: key } = asked;
  const { chosen, said } = asked.model;
  const ghosts = new Set(model.ghostsOf(asked));
  return (
    <div class="stack tight">
      <Ends {...asked} />
      <LabelButtons
        labels={labelsOf(question)}
        pressed={chosen.value?.label ?? null}
        locked={locked}
        keyOf={key}
        choose={(label) => model.labelled(asked, label)}
      />
      <p class="small second" role="status">
        {said.value}
      </p>
      {!locked && asked.active && <Help keyOf={key} />}
      <ol class="plain parts" aria-label="How they belong together">
        {[...model.relationsOf(asked), ...ghosts].map((one) => (
          <PartRow
            key={keyOf(one)}
            words={`${quoted(asked, partOf(one.from))} → ${quoted(asked, partOf(one.to))}`}
            note={one.label}
            look={tint(labelsOf(question), one.label)}
            ghost={ghosts.has(one)}
            chosen={chosen.value !== null && same(one, chosen.value)}
            choose={() => model.choose(asked, one)}
            drop={locked || ghosts.has(one) ? null : () => model.drop(asked, one)}
            keep={locked || !ghosts.has(one) ? null : () => model.add(asked, one)}
            keyOf={key}
          />
        ))}
      </ol>
    </div>
  );
}

function Ends(asked: AskedRelations) {
  const { from, to, chosen } = asked.model;
  const shown = (part: { start: number; end: number } | null) => (part ? `“${quoted(asked, part)}”` : "…");
  return (
    <div class="picked-words small">
      <p>
        From <bdi>{shown(chosen.value ? partOf(chosen.value.from) : from.value)}</bdi> to{" "}
        <bdi>{shown(chosen.value ? partOf(chosen.value.to) : to.value)}</bdi>
      </p>
      {!asked.locked && (chosen.value || to.value) && (
        <button class="button small" onClick={() => model.turn(asked)}>
          <kbd>{asked.keyOf("turn")}</kbd> The other way round
        </button>
      )}
    </div>
  );
}

const Help = ({ keyOf: key }: Pick<AskedRelations, "keyOf">) => (
  <p class="small quiet">
    Click two parts, or select them. By keys: <kbd>{key("part before")}</kbd> <kbd>{key("part after")}</kbd> go from
    part to part, <kbd>←</kbd> <kbd>→</kbd> pick a word, <kbd>{key("end")}</kbd> makes it an end;{" "}
    <kbd>{key("before")}</kbd> <kbd>{key("after")}</kbd> go through the list.
  </p>
);

function keys(asked: AskedRelations): Binding[] {
  const looks = [
    { name: "part before", keys: [","], label: "Part before", run: () => model.partBeside(asked, -1) },
    { name: "part after", keys: ["."], label: "Part after", run: () => model.partBeside(asked, 1) },
    { name: "before", keys: ["["], label: "Relation before", run: () => model.chooseBeside(asked, -1) },
    { name: "after", keys: ["]"], label: "Relation after", run: () => model.chooseBeside(asked, 1) },
    { name: "text", keys: ["t"], label: "Go to the text", run: focusText },
  ];
  return asked.locked ? looks : [...changes(asked), ...looks];
}

function changes(asked: AskedRelations): Binding[] {
  const withChosen = (run: (asked: AskedRelations, one: Relation) => void) => () => {
    const chosen = asked.model.chosen.peek();
    if (chosen) run(asked, chosen);
  };
  return [
    ...labelKeys(labelsOf(asked.question), (label) => model.labelled(asked, label)),
    { name: "end", keys: ["m"], label: "Make it an end", run: () => model.takeHere(asked) },
    { name: "turn", keys: ["w"], label: "The other way round", run: () => model.turn(asked) },
    { name: "drop", keys: ["delete", "backspace"], label: "Delete it", run: withChosen(model.drop) },
    { name: "keep", keys: ["k"], label: "Keep what is suggested", run: withChosen(model.add) },
  ];
}

export const RELATIONS: Tool<Relation[], RelationsModel> = {
  blank: () => [],
  model: model.model,
  missing: () => null,
  say,
  keys,
  Rail,
  Stage,
};
