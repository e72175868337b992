/** The tool for `segments`: the sound with what is marked below it, the labels with their keys, the segments as a list. */

import "./segments.css";
import { useEffect } from "preact/hooks";
import { Sound, soundKeys } from "../sound/sound";
import { LabelButtons, labelKeys, PartRow } from "../spans/list";
import { chosenKeys, commented, ghostsOf, inOrder, labels } from "../spans/parts";
import { keyOf, same, say, type Span } from "../spans/rules";
import { tint } from "../spans/marks";
import type { Binding, Tool } from "../tool";
import { Bars } from "./bars";
import * as segments from "./model";
import type { AskedSegments, SegmentsModel } from "./model";

const FINE = 0.1; // seconds

function Stage(asked: AskedSegments) {
  const { item, model, keyOf: key, active } = asked;
  const { player } = model;
  useEffect(() => {
    player.open(item.media_url ?? "");
    return () => player.close();
  }, [item.id, model]);
  const hint = (name: string) => (active ? key(name) : null);
  const hints = {
    play: active ? "Space" : null,
    back: hint("back"),
    on: hint("on"),
    loop: hint("loop"),
    slower: hint("slower"),
    faster: hint("faster"),
  };
  return (
    <div class="heard">
      <Sound player={player} hints={hints}>
        <Drawn {...asked} />
      </Sound>
    </div>
  );
}

/** By itself, since what is begun grows with every frame. */
function Drawn(asked: AskedSegments) {
  const { begun, chosen, player } = asked.model;
  const ghosts = new Set(ghostsOf(asked));
  const all = labels(asked);
  const bars = inOrder(asked).map((one) => {
    const current = chosen.value !== null && same(one, chosen.value);
    const look = `${tint(all, one.label)} ${ghosts.has(one) ? "ghost" : ""} ${current ? "current" : ""}`;
    return { ...one, key: keyOf(one), look, choose: () => segments.choose(asked, one) };
  });
  const open = begun.value;
  const at = open ? player.at.value : 0;
  const growing = open && {
    label: open.label,
    start: Math.min(open.start, at),
    end: Math.max(open.start, at),
    key: "begun",
    look: `${tint(all, open.label)} ghost`,
  };
  return <Bars bars={growing ? [...bars, growing] : bars} length={player.length.value} />;
}

function Rail(asked: AskedSegments) {
  const { model, locked } = asked;
  return (
    <div class="stack tight">
      <LabelButtons
        labels={labels(asked)}
        pressed={model.chosen.value?.label ?? model.begun.value?.label ?? null}
        locked={locked}
        keyOf={asked.keyOf}
        choose={(label) => segments.labelled(asked, label)}
      />
      <p class="small second" role="status">
        {model.said.value}
      </p>
      {!locked && asked.active && <Help keyOf={asked.keyOf} />}
      <List {...asked} />
    </div>
  );
}

const Help = ({ keyOf: key }: Pick<AskedSegments, "keyOf">) => (
  <p class="small quiet">
    A label begins where the sound is; once more, and it ends. Or drag over the waveform, then choose the label.{" "}
    <kbd>{key("start here")}</kbd> <kbd>{key("end here")}</kbd> move the ends of the chosen one,{" "}
    <kbd>{key("before")}</kbd> <kbd>{key("after")}</kbd> go from one to the next.
  </p>
);

function List(asked: AskedSegments) {
  const { model, locked } = asked;
  const ghosts = new Set(ghostsOf(asked));
  const row = (one: Span) => (
    <PartRow
      key={keyOf(one)}
      words={segments.told(one)}
      note={one.label}
      look={tint(labels(asked), one.label)}
      ghost={ghosts.has(one)}
      chosen={model.chosen.value !== null && same(model.chosen.value, one)}
      choose={() => segments.choose(asked, one)}
      drop={locked || ghosts.has(one) ? null : () => segments.drop(asked, one)}
      keep={locked || !ghosts.has(one) ? null : () => segments.add(asked, one)}
      keyOf={asked.keyOf}
    />
  );
  return (
    <ol class="plain parts" aria-label="What is marked">
      {inOrder(asked).map(row)}
    </ol>
  );
}

function keys(asked: AskedSegments): Binding[] {
  const { player } = asked.model;
  const looks: Binding[] = [
    ...soundKeys(player),
    { name: "back a little", keys: ["<"], label: "Back a tenth of a second", run: () => nudge(asked, -FINE) },
    { name: "on a little", keys: [">"], label: "On a tenth of a second", run: () => nudge(asked, FINE) },
    { name: "before", keys: ["b"], label: "Segment before", run: () => segments.chooseBeside(asked, -1) },
    { name: "after", keys: ["n"], label: "Segment after", run: () => segments.chooseBeside(asked, 1) },
  ];
  if (asked.locked) return looks;
  return [
    ...labelKeys(labels(asked), (label) => segments.labelled(asked, label)),
    { name: "start here", keys: ["["], label: "It begins here", run: () => segments.moveEnd(asked, "start") },
    { name: "end here", keys: ["]"], label: "It ends here", run: () => segments.moveEnd(asked, "end") },
    ...chosenKeys(asked, "segment", {
      drop: (one) => segments.drop(asked, one),
      keep: (one) => segments.add(asked, one),
    }),
    ...looks,
  ];
}

const nudge = ({ model: { player } }: AskedSegments, by: number): void => player.seek(player.at.peek() + by);

export const SEGMENTS: Tool<Span[], SegmentsModel> = {
  ...commented("segment"),
  blank: () => [],
  model: segments.model,
  missing: () => null,
  say,
  keys,
  Rail,
  Stage,
};
