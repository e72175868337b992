import { signal } from "@preact/signals";

interface Toast {
  id: number;
  text: string;
  action?: { words: string; run: () => void };
}

const toasts = signal<readonly Toast[]>([]);
let last = 0;

/** A few words that go away by themselves; never the only place of something important. */
export function say(text: string, action?: Toast["action"]): void {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-2), { id, text, ...(action && { action }) }];
  setTimeout(() => (toasts.value = toasts.value.filter((one) => one.id !== id)), action ? 9000 : 4500);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, action }) => (
        <div class="toast" key={id}>
          <span>{text}</span>
          {action && (
            <button class="button small" onClick={action.run}>
              {action.words}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
