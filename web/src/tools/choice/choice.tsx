/** One of several classes: a radio group whose keys are printed on it. */

import { Icon } from "../../ui/icons";

interface ChoiceProps {
  classes: readonly string[];
  keys: readonly (string | null)[];
  shown: readonly string[]; // those that fit what was typed
  chosen: string | null;
  ghost: string | null; // the suggested class, while it may be accepted
  locked: boolean; // to look at only
  choose: (name: string) => void;
}

export function Choice({ classes, keys, shown, chosen, ghost, locked, choose }: ChoiceProps) {
  const keyFor = (name: string) => keys[classes.indexOf(name)];
  return (
    <fieldset class={`choices ${classes.length > 9 ? "many" : ""}`} disabled={locked}>
      <legend class="visually-hidden">Which class is it?</legend>
      {shown.map((name) => (
        <label
          key={name}
          class={`choice ${name === chosen ? "chosen" : ""} ${name === ghost && chosen === null ? "ghost" : ""}`}
        >
          <input
            type="radio"
            name="choice"
            checked={name === chosen}
            onChange={() => choose(name)}
            onClick={() => name === chosen && choose(name)}
          />
          {keyFor(name) ? (
            <kbd>{keyFor(name)}</kbd>
          ) : (
            <kbd class="void" aria-hidden="true">
              /
            </kbd>
          )}
          <span class="choice-name" dir="auto">
            {name}
          </span>
          {name === ghost && (
            <span class="choice-note">
              <Icon name="machine" size={15} />
              <span class="visually-hidden">suggested</span>
            </span>
          )}
        </label>
      ))}
      {shown.length === 0 && <p class="quiet">No class contains these letters.</p>}
    </fieldset>
  );
}
