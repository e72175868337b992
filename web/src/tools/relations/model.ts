/** What the screen knows of the relations of a text, and what keys and buttons do to them. */

import { signal, type Signal } from "@preact/signals";
import { partOf as pickedPart, type Caret, type Part } from "../spans/caret";
import { quoted, toPoints, toUnits } from "../spans/model";
import type { Asked } from "../tool";
import * as rules from "./rules";
import type { Known, Relation } from "./rules";

export interface RelationsModel {
  caret: Signal<Caret | null>;
  at: Signal<Part | null>; // the part the keys are at
  from: Signal<Part | null>;
  to: Signal<Part | null>;
  fresh: Signal<readonly Part[]>; // picked just now
  chosen: Signal<Relation | null>;
  said: Signal<string>;
}

export const model = (): RelationsModel => ({
  caret: signal(null),
  at: signal(null),
  from: signal(null),
  to: signal(null),
  fresh: signal([]),
  chosen: signal(null),
  said: signal(""),
});

export type AskedRelations = Asked<Relation[], RelationsModel> & {
  others?: Readonly<Record<string, unknown>>; // the answers to the other questions: its spans can be ends
};

export const relationsOf = ({ value }: AskedRelations): readonly Relation[] => value ?? [];

export const ghostsOf = (asked: AskedRelations): readonly Relation[] =>
  (asked.ghost ?? []).filter((one) => !relationsOf(asked).some((other) => rules.same(one, other)));

export const partsOf = (asked: AskedRelations): Known[] =>
  rules.knownParts(asked.others ?? {}, [...relationsOf(asked), ...ghostsOf(asked)], asked.model.fresh.value);

/** In words: “Ann” owns “Shop”. */
export const told = (asked: AskedRelations, { label, from, to }: Relation): string =>
  `“${quoted(asked, rules.partOf(from))}” ${label} “${quoted(asked, rules.partOf(to))}”`;

/** A part becomes the first end, then the second one; a third begins anew. */
export function takeEnd(asked: AskedRelations, part: Part): void {
  const { from, to, chosen, said, fresh } = asked.model;
  if (!partsOf(asked).some((one) => rules.samePart(one, part))) fresh.value = [...fresh.peek(), part];
  chosen.value = null;
  goTo(asked, part);
  const begins = !from.peek() || to.peek() !== null;
  if (begins) [from.value, to.value] = [part, null];
  else to.value = part;
  said.value = begins ? `From “${quoted(asked, part)}”: choose the other end.` : "Choose the label of the two.";
}

/** What is picked in the text, else the part the keys are at. */
export function takeHere(asked: AskedRelations): void {
  const caret = asked.model.caret.peek();
  const picked = caret && caret.anchor !== caret.head ? toPoints(asked, pickedPart(caret)) : asked.model.at.peek();
  if (picked) takeEnd(asked, picked);
  else asked.model.said.value = "Pick a part of the text first.";
}

/** A label: for the relation that is chosen, else for the two ends. */
export function labelled(asked: AskedRelations, label: string): void {
  const { chosen, from, to, said } = asked.model;
  const current = chosen.peek();
  if (current) change(asked, current, { ...current, label });
  else if (from.peek() && to.peek())
    add(asked, { label, from: rules.endsOf(from.peek()!), to: rules.endsOf(to.peek()!) });
  else said.value = "Choose two parts first.";
}

export function add(asked: AskedRelations, relation: Relation): void {
  const next = rules.related(relationsOf(asked), relation);
  asked.model.said.value = typeof next === "string" ? next : told(asked, relation);
  if (typeof next === "string") return;
  asked.change(next);
  startOver(asked);
}

/** A suggested relation becomes part of the answer by being changed, too. */
function change(asked: AskedRelations, old: Relation, fresh: Relation): void {
  const all = relationsOf(asked);
  const next = all.some((one) => rules.same(one, old)) ? rules.replaced(all, old, fresh) : rules.related(all, fresh);
  asked.model.said.value = typeof next === "string" ? next : told(asked, fresh);
  if (typeof next === "string") return;
  asked.change(next);
  asked.model.chosen.value = fresh;
}

/** The other way round: the relation that is chosen, else the two ends. */
export function turn(asked: AskedRelations): void {
  const { chosen, from, to } = asked.model;
  if (chosen.peek()) change(asked, chosen.peek()!, rules.turned(chosen.peek()!));
  else if (to.peek()) [from.value, to.value] = [to.peek(), from.peek()];
}

export function startOver(asked: AskedRelations): void {
  asked.model.from.value = asked.model.to.value = null;
}

export function drop(asked: AskedRelations, relation: Relation): void {
  if (!relationsOf(asked).some((one) => rules.same(one, relation))) return;
  asked.change(rules.without(relationsOf(asked), relation));
  asked.model.chosen.value = null;
  asked.model.said.value = `Deleted: ${told(asked, relation)}.`;
}

export function choose(asked: AskedRelations, relation: Relation | null): void {
  startOver(asked);
  asked.model.chosen.value = relation;
  if (relation) goTo(asked, rules.partOf(relation.from));
  asked.model.said.value = relation ? told(asked, relation) : "";
}

function goTo(asked: AskedRelations, part: Part): void {
  const { start } = toUnits(asked, part);
  document.getSelection()?.removeAllRanges();
  asked.model.caret.value = { anchor: start, head: start };
  asked.model.at.value = part;
}

export function chooseBeside(asked: AskedRelations, by: 1 | -1): void {
  const all = [...relationsOf(asked), ...ghostsOf(asked)];
  const current = asked.model.chosen.peek();
  const at = current ? all.findIndex((one) => rules.same(one, current)) : by > 0 ? -1 : 0;
  if (all.length) choose(asked, all.at((at + by) % all.length)!);
}

export function partBeside(asked: AskedRelations, by: 1 | -1): void {
  const all = partsOf(asked);
  const current = asked.model.at.peek();
  const at = current ? all.findIndex((one) => rules.samePart(one, current)) : by > 0 ? -1 : 0;
  const next = all.at((at + by) % all.length);
  if (!next) return;
  goTo(asked, next);
  asked.model.said.value = `${next.label ?? "part"}: “${quoted(asked, next)}”`;
}
