/** Two texts in one, word by word: what only one of them has is struck or underlined, and told in words. */

import "./compared.css";
import { useMemo } from "preact/hooks";
import { differences } from "./words";

interface ComparedProps {
  one: string;
  other: string;
  names: readonly [string, string]; // whose texts they are
}

export function Compared({ one, other, names }: ComparedProps) {
  const found = useMemo(() => differences(one, other), [one, other]);
  if (found.every(({ where }) => where === "both")) return <p dir="auto">{other || "Both are empty."}</p>;
  return (
    <div class="compared">
      <p class="small second">
        <del>{names[0]}</del> <ins>{names[1]}</ins>
      </p>
      <p dir="auto">
        {found.map(({ where, text }, i) => (
          <>
            {i > 0 && " "}
            {where === "both" ? (
              text
            ) : where === "one" ? (
              <del>
                <span class="visually-hidden">only {names[0]}: </span>
                {text}
              </del>
            ) : (
              <ins>
                <span class="visually-hidden">only {names[1]}: </span>
                {text}
              </ins>
            )}
          </>
        ))}
      </p>
    </div>
  );
}
