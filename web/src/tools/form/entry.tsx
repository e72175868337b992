/** A field of a question, whose title stands above it: a hint, what is wrong with it, what is suggested for it. */

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { titleOf } from "../../core/questions";
import { Icon } from "../../ui/icons";
import type { Question } from "../tool";

interface EntryProps {
  question: Question;
  hint?: string | undefined;
  fault?: string | null;
  ghost: string | undefined;
  children: (names: { "aria-label": string; "aria-describedby": string; "aria-invalid": boolean }) => ComponentChildren;
}

export function Entry({ question, hint, fault, ghost, children }: EntryProps) {
  const id = useId();
  return (
    <div class="field">
      {children({ "aria-label": titleOf(question), "aria-describedby": id, "aria-invalid": Boolean(fault) })}
      <p class="hint" id={id}>
        {fault ? <strong>{fault}</strong> : hint}
      </p>
      <Suggested words={ghost} />
    </div>
  );
}

/** Said to be the machine's, and never in the field before a person takes it. */
export const Suggested = ({ words }: { words: string | undefined }) =>
  words === undefined ? null : (
    <p class="field-ghost small">
      <Icon name="machine" size={15} /> <span class="visually-hidden">Suggested: </span>
      <span dir="auto">{words}</span>
    </p>
  );
