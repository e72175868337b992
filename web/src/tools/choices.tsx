/** Things to choose from, each with its key: one of them as radio buttons, any number of them as boxes to check. */

import "./choices.css";
import { Icon } from "../ui/icons";

export interface Option {
  name: string;
  words?: string; // what is shown; the name where nothing is said
  depth?: number; // below how many others it stands
  path?: string; // where it belongs, for those that are shown out of their place
  key: string | null;
}

interface ChoicesProps {
  legend: string;
  group: string; // the name of the question
  options: readonly Option[];
  chosen: readonly string[];
  ghost: readonly string[]; // suggested
  many?: boolean; // any number of them
  locked: boolean; // to look at only
  active: boolean; // whether the keys work here
  dense?: boolean;
  choose: (name: string) => void;
}

const DEEPEST = 6;

export function Choices({ legend, group, options, chosen, ghost, many, locked, active, dense, choose }: ChoicesProps) {
  const undecided = chosen.length === 0;
  return (
    <fieldset class={`choices ${dense ? "dense" : ""}`} disabled={locked}>
      <legend class="visually-hidden">{legend}</legend>
      {options.map(({ name, words, depth, path, key }) => {
        const is = chosen.includes(name);
        const suggested = ghost.includes(name);
        return (
          <label
            key={name}
            class={`choice ${is ? "chosen" : ""} ${suggested && undecided ? "ghost" : ""}`}
            data-depth={depth ? Math.min(depth, DEEPEST) : undefined}
          >
            <input
              type={many ? "checkbox" : "radio"}
              name={group}
              checked={is}
              onChange={() => choose(name)}
              onClick={() => is && !many && choose(name)}
            />
            {active && <Key of={key} />}
            <span class="choice-name" dir="auto">
              {words ?? name}
              {path && <small class="quiet choice-path">{path}</small>}
            </span>
            {suggested && (
              <span class="choice-note">
                <Icon name="machine" size={15} />
                <span class="visually-hidden">suggested</span>
              </span>
            )}
            {many && is && <Icon name="check" size={16} />}
          </label>
        );
      })}
    </fieldset>
  );
}

/** What has no key of its own is found by typing. */
const Key = ({ of }: { of: string | null }) =>
  of ? (
    <kbd>{of}</kbd>
  ) : (
    <kbd class="void" aria-hidden="true">
      /
    </kbd>
  );
