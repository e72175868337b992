/** A V of two strokes: silver for the machine, gold for people. */
export function Mark({ class: name = "mark" }: { class?: string }) {
  return (
    <svg class={name} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M4 5h7.4L18.6 27h-6z" fill="var(--silver)" />
      <path d="M28 5h-7.4L13.4 27h6z" fill="var(--gold)" />
    </svg>
  );
}
