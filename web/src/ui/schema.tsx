/** Names as a list one types into, and a guideline with its look beside it. */

import { useRef, useState } from "preact/hooks";
import { classNames } from "../core/records";
import { Icon } from "./icons";
import { Field, Markdown, Segments } from "./parts";

interface NameListProps {
  names: string[];
  one?: string | undefined; // what each of them is
  many?: string;
  keys?: (string | null)[]; // that choose them while labelling
  change: (names: string[]) => void;
}

export function NameList({ names, one = "class", many = "Classes", keys, change }: NameListProps) {
  const [typed, setTyped] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const add = () => {
    const fresh = classNames(typed).filter((name) => !names.includes(name));
    if (fresh.length) change([...names, ...fresh]);
    setTyped("");
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !typed.trim()) return;
    event.preventDefault();
    add();
  };
  return (
    <div class="stack">
      {names.length > 0 && (
        <ol class="plain class-list" aria-label={many}>
          {names.map((name, i) => (
            <li key={name}>
              {keys && <kbd aria-label="Key">{keys[i] ?? "/"}</kbd>}
              <span dir="auto">{name}</span>
              <button
                type="button"
                class="button plain small square"
                aria-label={`Take out ${name}`}
                onClick={() => change(names.filter((other) => other !== name))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ol>
      )}
      <div class="inline">
        <div class="grow">
          <Field
            label={`Add ${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`}
            hint="Enter adds it. Several at once: part them by commas, or paste one a line."
          >
            {(ids) => (
              <input
                {...ids}
                ref={field}
                class="input"
                value={typed}
                maxLength={5000}
                onKeyDown={press}
                onInput={(event) => setTyped(event.currentTarget.value)}
                onPaste={(event) => {
                  const text = event.clipboardData?.getData("text") ?? "";
                  if (!text.includes("\n")) return;
                  event.preventDefault();
                  change([...new Set([...names, ...classNames(text)])]);
                }}
              />
            )}
          </Field>
        </div>
        <button type="button" class="button add-class" disabled={!typed.trim()} onClick={add}>
          <Icon name="plus" /> Add
        </button>
      </div>
    </div>
  );
}

const skeleton = (classes: string[]): string =>
  classes.map((name) => `## ${name}\n\nIt is ${name} when …\n\nIt is not when …\n`).join("\n");

export function GuidelineField({
  text,
  classes,
  change,
}: {
  text: string;
  classes: string[];
  change: (text: string) => void;
}) {
  const [view, setView] = useState<"write" | "look">("write");
  return (
    <div class="stack">
      <div class="row between">
        <Segments
          label="Guideline"
          value={view}
          options={[
            ["write", "Write"],
            ["look", "Look"],
          ]}
          choose={setView}
        />
        {!text.trim() && classes.length > 0 && (
          <button type="button" class="button small" onClick={() => change(skeleton(classes))}>
            Begin with one heading for each class
          </button>
        )}
      </div>
      {view === "write" ? (
        <Field label="Guideline text" hint="Markdown: # headings, - lists, **bold**, > quotes.">
          {(ids) => (
            <textarea
              {...ids}
              class="input guideline-text"
              rows={12}
              dir="auto"
              value={text}
              onInput={(event) => change(event.currentTarget.value)}
            />
          )}
        </Field>
      ) : (
        <div class="card">{text.trim() ? <Markdown text={text} /> : <p class="quiet">Nothing is written yet.</p>}</div>
      )}
    </div>
  );
}
