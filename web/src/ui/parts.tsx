/** The small parts all screens are made of. */

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Problem } from "../api/problem";
import { anchor, parse, plain, type Block, type Inline } from "../core/markdown";
import { Icon } from "./icons";

/** The title of the view, which takes the focus when the view comes up, so that a screen reader begins there. */
export function Heading({ title, tab, children }: { title: string; tab?: string; children?: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab ?? title} · Vermeil`;
    if (document.activeElement === document.body || document.activeElement === null)
      ref.current?.focus({ preventScroll: true });
  }, [title, tab]);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1} ref={ref}>
          {title}
        </h1>
        {children}
      </div>
    </header>
  );
}

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: boolean }) => ComponentChildren;
}

/** A field with its name above, a hint below and its fault in words. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const said = hint || error ? `${id}-hint` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(said && { "aria-describedby": said }), ...(error && { "aria-invalid": true }) })}
      {said && (
        <p class="hint" id={said}>
          {error ? <strong>{error}</strong> : hint}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Pick<FieldProps, "label" | "hint" | "error"> {
  value: string;
  change: (text: string) => void;
  secret?: boolean; // shown as dots
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  placeholder?: string;
  autocomplete?: "off" | "new-password" | "current-password";
  autofocus?: boolean;
}

// The attribute alone is heeded once in the life of a document, and not while a link that was followed has the focus.
const focused = (field: HTMLInputElement | null) => field?.focus();

/** A line of text. */
export const TextField = ({ label, hint, error, change, secret, autofocus, ...rest }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error}>
    {(ids) => {
      const given = { ...ids, ...rest, class: "input", ref: autofocus ? focused : undefined };
      const typed = (event: Event) => change((event.currentTarget as HTMLInputElement).value);
      return secret ? (
        <input {...given} type="password" onInput={typed} />
      ) : (
        <input {...given} type="text" onInput={typed} />
      );
    }}
  </Field>
);

interface ChoiceFieldProps<T extends string> {
  label: string;
  hint?: ComponentChildren;
  value: T;
  options: readonly (readonly [T, string])[];
  change: (value: T) => void;
}

/** One of a few, in a list that opens. */
export const ChoiceField = <T extends string>({ label, hint, value, options, change }: ChoiceFieldProps<T>) => (
  <Field label={label} hint={hint}>
    {(ids) => (
      <select {...ids} class="input" value={value} onChange={(event) => change(event.currentTarget.value as T)}>
        {options.map(([name, words]) => (
          <option value={name}>{words}</option>
        ))}
      </select>
    )}
  </Field>
);

/** What went wrong and what to do; nothing when nothing did. */
export function Trouble({
  problem,
  retry,
}: {
  problem: Problem | Error | string | undefined | null;
  retry?: () => void;
}) {
  if (!problem) return null;
  const text = typeof problem === "string" ? problem : problem.message;
  return (
    <div class="notice bad row between" role="alert">
      <p>{text}</p>
      {retry && (
        <button class="button small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}

interface DialogProps {
  title: string;
  open: boolean;
  close: () => void;
  children: ComponentChildren;
  class?: string;
}

/** A modal window: the browser keeps the focus inside, Escape closes it. */
export function Dialog({ title, open, close, children, class: name }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    // before the next key: closing it gives the focus back, which may be elsewhere a moment later
    const dialog = ref.current;
    if (!dialog) return;
    if (open && !dialog.open) dialog.showModal();
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      class={name}
      onClose={close}
      onClick={(event) => event.target === ref.current && close()}
    >
      {open && (
        <div class="dialog-body">
          <div class="dialog-head">
            <h2 id={id}>{title}</h2>
            <button class="button plain small square" onClick={close} aria-label="Close">
              <Icon name="close" />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  );
}

/** A menu that opens under its button and closes when one leaves it or chooses. */
export function Menu({
  label,
  children,
  class: name = "",
  start = false,
  bordered = false,
}: {
  label: ComponentChildren;
  children: ComponentChildren;
  class?: string;
  start?: boolean;
  bordered?: boolean;
}) {
  const ref = useRef<HTMLDetailsElement>(null);
  const shut = () => ref.current?.removeAttribute("open");
  useEffect(() => {
    const outside = (event: Event) => !ref.current?.contains(event.target as Node) && shut();
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, []);
  const escape = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !ref.current?.open) return;
    shut();
    ref.current.querySelector("summary")?.focus();
  };
  return (
    <details class={`menu ${name}`} ref={ref} onKeyDown={escape}>
      <summary class={`button ${bordered ? "" : "plain"}`}>
        {label}
        <Icon name="down" size={14} />
      </summary>
      <div
        class={`menu-list ${start ? "start" : ""}`}
        onClick={(event) => (event.target as Element).closest("a, button") && shut()}
      >
        {children}
      </div>
    </details>
  );
}

/** A guideline's text; headings begin at the third level, under the page's own. */
export function Markdown({ text, blocks }: { text?: string; blocks?: Block[] }) {
  return (
    <div class="prose" dir="auto">
      {(blocks ?? parse(text ?? "")).map(drawn)}
    </div>
  );
}

function drawn(block: Block): JSX.Element {
  switch (block.kind) {
    case "heading":
      return block.level < 3 ? (
        <h3 id={anchor(plain(block.inside))}>{spans(block.inside)}</h3>
      ) : (
        <h4>{spans(block.inside)}</h4>
      );
    case "paragraph":
      return <p>{spans(block.inside)}</p>;
    case "quote":
      return <blockquote>{block.inside.map(drawn)}</blockquote>;
    case "code":
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case "rule":
      return <hr />;
    case "list": {
      const items = block.items.map((inside) => <li>{spans(inside)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

const spans = (inside: Inline[]): ComponentChildren =>
  inside.map((one) => {
    if (one.kind === "text") return one.text;
    if (one.kind === "code") return <code>{one.text}</code>;
    if (one.kind === "strong") return <strong>{spans(one.inside)}</strong>;
    if (one.kind === "em") return <em>{spans(one.inside)}</em>;
    return (
      <a href={one.href} rel="noreferrer noopener" target="_blank">
        {spans(one.inside)}
      </a>
    );
  });

/** One of a few, shown side by side. */
export function Segments<T extends string>({
  label,
  value,
  options,
  choose,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  choose: (value: T) => void;
}) {
  return (
    <div class="segments" role="group" aria-label={label}>
      {options.map(([name, words]) => (
        <button type="button" class="segment" aria-pressed={value === name} onClick={() => choose(name)}>
          {words}
        </button>
      ))}
    </div>
  );
}

/** A long-running thing with its words; `value` null: nobody can say how far it is. */
export function Progress({ words, value, max }: { words: string; value: number | null; max: number }) {
  return (
    <div class="stack tight">
      <p class="small second" aria-live="polite">
        {words}
      </p>
      {value === null ? <progress aria-label={words} /> : <progress value={value} max={max} aria-label={words} />}
    </div>
  );
}
