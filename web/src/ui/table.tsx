/** A table with its name, in a frame that scrolls on a narrow screen. */

import type { ComponentChildren } from "preact";

/** A column: its words; a figure's are set right, an action's are only spoken. */
export type Head = string | { figure: ComponentChildren } | { spoken: string };

export function Table({
  label,
  heads,
  children,
}: {
  label: string;
  heads: readonly Head[];
  children: ComponentChildren;
}) {
  return (
    <div class="table-wrap" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>{heads.map(drawn)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

function drawn(head: Head) {
  if (typeof head === "string") return <th scope="col">{head}</th>;
  if ("figure" in head)
    return (
      <th scope="col" class="number">
        {head.figure}
      </th>
    );
  return (
    <th scope="col">
      <span class="visually-hidden">{head.spoken}</span>
    </th>
  );
}
