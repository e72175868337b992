/** Texts of several people, word by word against the first: what only one of two has is struck out or underlined. */

import "./compared.css";
import { useMemo } from "preact/hooks";
import { differences } from "./words";

interface Answer {
  name: string; // "A", "B", "the machine"
  value: string;
}

/** Two texts or more. */
export const Compared = ({ answers: [first, ...others] }: { answers: readonly Answer[] }) => (
  <div class="compared-texts">
    {first && others.map((other) => <Difference key={other.name} one={first} other={other} />)}
  </div>
);

function Difference({ one, other }: { one: Answer; other: Answer }) {
  const found = useMemo(() => differences(one.value, other.value), [one.value, other.value]);
  const alike = found.every(({ where }) => where === "both");
  return (
    <div>
      <p class="small second">
        {alike ? (
          `${one.name} and ${other.name} are alike.`
        ) : (
          <>
            <del>{one.name}</del> <ins>{other.name}</ins>
          </>
        )}
      </p>
      <p dir="auto">
        {found.map(({ where, text }, i) => (
          <>
            {i > 0 && " "}
            {where === "both" ? (
              text
            ) : where === "one" ? (
              <Only as="del" name={one.name} text={text} />
            ) : (
              <Only as="ins" name={other.name} text={text} />
            )}
          </>
        ))}
      </p>
    </div>
  );
}

const Only = ({ as: Tag, name, text }: { as: "del" | "ins"; name: string; text: string }) => (
  <Tag>
    <span class="visually-hidden">only {name}: </span>
    {text}
  </Tag>
);
