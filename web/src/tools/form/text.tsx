/** Words, and the address of a page: typed. */

import type { Asked, Tool } from "../tool";
import { Entry } from "./entry";

type Props = Asked<string, null>;

const LONGEST = 10_000; // characters; as core/tasks/form.py of the server has it

/** The answer in a field: an empty one is none. */
const typedIn = (event: Event): string | undefined =>
  (event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value || undefined;

const Words = ({ question, value, ghost, locked, change }: Props) => (
  <Entry question={question} ghost={ghost}>
    {(names) => (
      <textarea
        {...names}
        class="input form-text"
        dir="auto"
        rows={3}
        maxLength={LONGEST}
        disabled={locked}
        value={value ?? ""}
        onInput={(event) => change(typedIn(event))}
      />
    )}
  </Entry>
);

/** What keeps a text from being the address of a page, in words. */
export function noAddress(text: string): string | null {
  const url = /\s/.test(text) ? null : URL.parse(text);
  return url && ["http:", "https:"].includes(url.protocol)
    ? null
    : "It must begin with http:// or https://, without spaces.";
}

function Address({ question, value, ghost, locked, change }: Props) {
  const fault = value === undefined ? null : noAddress(value);
  return (
    <>
      <Entry question={question} fault={fault} ghost={ghost}>
        {(names) => (
          <input
            {...names}
            class="input"
            type="url"
            autocomplete="off"
            placeholder="https://"
            maxLength={LONGEST}
            disabled={locked}
            value={value ?? ""}
            onInput={(event) => change(typedIn(event))}
          />
        )}
      </Entry>
      {value !== undefined && fault === null && (
        <a class="small" href={value} target="_blank" rel="noreferrer noopener">
          Open this page
        </a>
      )}
    </>
  );
}

const typed = { blank: () => undefined, model: () => null, say: (value: string) => value, keys: () => [], typed: true };

export const TEXT: Tool<string> = {
  ...typed,
  missing: (value) => (value.trim() ? null : "Write something, or empty the field."),
  Rail: Words,
};

export const ADDRESS: Tool<string> = { ...typed, missing: noAddress, Rail: Address };
