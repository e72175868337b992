/** Spans of several people over one text: what all of them mark, and what only some do. */

import { useMemo } from "preact/hooks";
import { counted } from "../../core/format";
import type { Question } from "../tool";
import { tint, MarkedText } from "./marks";
import { Offsets } from "./offsets";
import { compared, keyOf, labelsOf, type Answer } from "./rules";

interface ComparedProps {
  text: string;
  question: Question;
  answers: readonly Answer[]; // two or more
}

export function Compared({ text, question, answers }: ComparedProps) {
  const offsets = useMemo(() => new Offsets(text), [text]);
  const all = useMemo(() => compared(answers), [answers]);
  const some = all.filter(({ names }) => names.length < answers.length);
  const marks = all.map(({ span, names }) => {
    const apart = names.length < answers.length;
    return {
      key: keyOf(span),
      start: offsets.units(span.start),
      end: offsets.units(span.end),
      tag: apart ? `${names.join(", ")}: ${span.label}` : span.label,
      short: apart ? names.join(", ") : "",
      look: `${tint(labelsOf(question), span.label)} ${apart ? "current" : "agreed"}`,
    };
  });
  return (
    <div class="stack">
      <MarkedText text={text} marks={marks} />
      <p class="small">{counted(all.length - some.length, "mark")} alike</p>
      <ul class="plain small">
        {some.map(({ span, names }) => (
          <li key={keyOf(span)}>
            Only {names.join(", ")}: <bdi>“{text.slice(offsets.units(span.start), offsets.units(span.end))}”</bdi>{" "}
            <bdi>{span.label}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
