/** A table: a row for each thing, an empty one at the end to write the next into. */

import { useRef } from "preact/hooks";
import { counted } from "../../core/format";
import { titleOf } from "../../core/questions";
import { Icon } from "../../ui/icons";
import type { Asked, Question, Tool } from "../tool";
import { written, type Row } from "./rows";
import { Suggested } from "./entry";

const columnsOf = (question: Question): string[] => question["columns"] as string[];

function Rail({ question, value = [], ghost, locked, change }: Asked<Row[], null>) {
  const ref = useRef<HTMLTableElement>(null);
  const rows = locked ? value : [...value, {} as Row];
  /** Enter goes to the same column one row down, so that a list is typed without the mouse. */
  const press = (event: KeyboardEvent, row: number, column: number) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    ref.current?.querySelector<HTMLInputElement>(`[data-cell="${row + 1} ${column}"]`)?.focus();
  };
  return (
    <>
      <div class="table-wrap form-table">
        <table ref={ref}>
          <caption class="visually-hidden">{titleOf(question)}</caption>
          <thead>
            <tr>
              {columnsOf(question).map((name) => (
                <th scope="col">{name}</th>
              ))}
              <th>
                <span class="visually-hidden">Take out</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr>
                {columnsOf(question).map((name, column) => (
                  <td>
                    <input
                      class="input"
                      dir="auto"
                      aria-label={`${name}, row ${at + 1}`}
                      autocomplete="off"
                      data-cell={`${at} ${column}`}
                      disabled={locked}
                      value={String(row[name] ?? "")}
                      onKeyDown={(event) => press(event, at, column)}
                      onInput={(event) => change(written(value, at, name, event.currentTarget.value))}
                    />
                  </td>
                ))}
                <td>
                  {at < value.length && !locked && (
                    <button
                      class="button plain small square"
                      aria-label={`Take out row ${at + 1}`}
                      onClick={() => change(value.toSpliced(at, 1))}
                    >
                      <Icon name="close" size={14} />
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Suggested words={ghost && said(ghost)} />
    </>
  );
}

const said = (rows: readonly Row[]): string =>
  rows.length ? rows.map((row) => Object.values(row).join(" · ")).join("; ") : "no rows";

export const TABLE: Tool<Row[]> = {
  blank: () => [],
  model: () => null,
  missing: () => null,
  say: (value) => (value.length > 3 ? counted(value.length, "row") : said(value)),
  keys: () => [],
  typed: true,
  Rail,
};
