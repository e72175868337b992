/** What was said of single parts of an answer. */

import type { Question, Value } from "../core/questions";
import { partName, toldOf } from "../core/review";

interface PartsToldProps {
  note: Readonly<Record<string, unknown>> | null;
  value: Value | null;
  question: Question;
  show?: (at: number | string) => void; // where the part is drawn
}

export function PartsTold({ note, value, question, show }: PartsToldProps) {
  const told = toldOf(note, question);
  if (told.length === 0) return null;
  return (
    <ul class="plain small told">
      {told.map(({ at, text }) => (
        <li key={at} dir="auto">
          {show ? (
            <button type="button" class="button plain small" onClick={() => show(at)}>
              {partName(value?.[question.name], at)}
            </button>
          ) : (
            <strong>{partName(value?.[question.name], at)}</strong>
          )}{" "}
          <q>{text}</q>
        </li>
      ))}
    </ul>
  );
}
