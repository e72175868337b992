/** Regions of a picture: boxes, polygons and points are one tool that draws three shapes. */

import { counted } from "../../core/format";
import type { Part, Question, Tool } from "../tool";
import { CORNERS } from "./edit";
import { keys } from "./keys";
import { labelsOf, model, type Editing, type Model, type Regions } from "./model";
import { Rail } from "./rail";
import { isBox, isPolygon } from "./shape";
import { Stage } from "./stage";

export { Compared } from "./compared";
export { InSmall } from "./small";

/** What a hand cannot draw, but an import or a changed schema can leave behind. */
function missing(value: Regions, question: Question): string | null {
  for (const [i, region] of value.entries()) {
    const name = `Region ${i + 1}`;
    if (!labelsOf(question).includes(region.label))
      return `${name} has the label “${region.label}”, which is none of this question: choose another one.`;
    if (isPolygon(region) && region.points.length < CORNERS)
      return `${name} has fewer than three corners: delete it, or draw it again.`;
    if (isBox(region) && !(region.w > 0 && region.h > 0))
      return `${name} has no width or no height: delete it, or draw it again.`;
  }
  return null;
}

/** "3 regions: RBC (2), WBC (1)". */
function say(value: Regions, question: Question): string {
  if (!value.length) return "no regions";
  const counts = labelsOf(question)
    .map((label) => ({ label, n: value.filter((region) => region.label === label).length }))
    .filter(({ n }) => n > 0);
  return `${counted(value.length, "region")}: ${counts.map(({ label, n }) => `${label} (${n})`).join(", ")}`;
}

function part({ model: { selected }, value }: Editing): Part | null {
  const at = selected.value?.of === "answer" ? selected.value.at : -1;
  const region = value?.[at];
  return region ? { at, words: `region ${at + 1}, ${region.label}` } : null;
}

function show({ selected }: Model, _: Regions, at: Part["at"]): void {
  if (typeof at === "number") selected.value = { of: "answer", at };
}

const tool: Tool<Regions, Model> = { blank: () => [], model, missing, say, keys, part, show, Rail, Stage };

/** Each knows by the type of its question what it draws. */
export const BOXES = tool;
export const POLYGONS = tool;
export const POINTS = tool;
