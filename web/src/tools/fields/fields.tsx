/** The tool for `fields`: the page on one side, its form on the other. */

import "./fields.css";
import { pagesOf } from "../../core/leaves";
import type { Binding, Tool } from "../tool";
import { fieldsOf, columnsOf, type Fields } from "./checks";
import { Rail } from "./form";
import * as model from "./model";
import type { AskedFields, FieldsModel } from "./model";
import { Stage } from "./page";
import { nextOf, say } from "./work";

function keys(asked: AskedFields): Binding[] {
  const { model: screen, question, item, locked } = asked;
  const pages = pagesOf(item).length;
  const turn = (by: number) => () => {
    screen.page.value = Math.min(Math.max(screen.page.peek() + by, 0), pages - 1);
  };
  const nextField = () =>
    nextOf(model.found(asked), screen.settled.peek(), question, screen.active.peek()?.name ?? null) ??
    fieldsOf(question)[0]?.name ??
    null;
  return [
    { name: "next field", keys: ["n"], label: "Next field to look at", run: () => model.focus(nextField()) },
    { name: "box", keys: ["b"], label: "Move the box of the field", run: () => locked || model.startBox(asked) },
    {
      name: "whole",
      keys: ["z"],
      label: "Whole page, or near",
      run: () => void (screen.whole.value = !screen.whole.peek()),
    },
    ...(columnsOf(question).length && !locked
      ? [{ name: "line", keys: ["l"], label: "Add a line", run: () => model.addLine(asked) }]
      : []),
    ...(pages > 1
      ? [
          { name: "page before", keys: ["["], label: "Page before", run: turn(-1) },
          { name: "page after", keys: ["]"], label: "Page after", run: turn(1) },
        ]
      : []),
  ];
}

export const FIELDS: Tool<Fields, FieldsModel> = {
  typed: true,
  blank: () => undefined,
  model: model.model,
  missing: () => null, // what is missing is doubtful, and the paper itself may lack it
  say,
  keys,
  part: ({ model: { active }, value }) => {
    const name = active.value?.row === undefined ? active.value?.name : undefined;
    return name !== undefined && value?.fields?.[name] ? { at: name, words: name } : null;
  },
  show: (screen, value, at) => {
    screen.active.value = { name: String(at) };
    screen.page.value = value.fields?.[String(at)]?.box?.[0] ?? screen.page.peek();
  },
  Rail,
  Stage,
};
