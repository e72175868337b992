/** Segments of several people, a row each, on one scale. */

import "./segments.css";
import { labelsOf, say, keyOf, type Answer } from "../spans/rules";
import { tint } from "../spans/marks";
import type { Question } from "../tool";
import { Bars } from "./bars";

interface ComparedProps {
  question: Question;
  answers: readonly Answer[]; // two or more
}

export function Compared({ question, answers }: ComparedProps) {
  const length = Math.max(...answers.flatMap(({ value }) => value.map(({ end }) => end)), 0);
  return (
    <dl class="compared-segments">
      {answers.map(({ name, value }) => (
        <>
          <dt>{name}</dt>
          <dd>
            <Bars
              bars={value.map((one) => ({ ...one, key: keyOf(one), look: tint(labelsOf(question), one.label) }))}
              length={length}
            />
            <span class="small second">{say(value, question)}</span>
          </dd>
        </>
      ))}
    </dl>
  );
}
