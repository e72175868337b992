/** The door: make the first account, or sign in. What waits in the outbox stays meanwhile. */

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as calls from "../api/calls";
import { me } from "../api/me";
import { forgetAll } from "../api/resource";
import { words } from "../api/problem";
import { safeReturn } from "../core/route";
import { address, go } from "../router";
import { Mark } from "../ui/logo";
import { Field, Trouble } from "../ui/parts";

const SHORTEST = 8;

async function enter(first: boolean, name: string, password: string, code: string): Promise<void> {
  me.value = first ? await calls.setUp(name, password, code) : await calls.signIn(name, password);
  forgetAll();
  const { pathname, searchParams } = address.peek();
  if (["/setup", "/sign-in"].includes(pathname)) go(safeReturn(searchParams.get("to")), { replace: true });
}

export function Gate({ first }: { first: boolean }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState(address.peek().searchParams.get("code") ?? "");
  const [asksCode, setAsksCode] = useState(code !== "");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    document.title = `${first ? "Set up" : "Sign in"} · Vermeil`;
    field.current?.focus();
  }, [first]);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (first && password.length < SHORTEST) return setProblem(`Choose a password of at least ${SHORTEST} characters.`);
    setBusy(true);
    setProblem("");
    try {
      await enter(first, name.trim(), password, code.trim());
    } catch (error) {
      setProblem(words(error));
      if (/code/i.test(words(error))) setAsksCode(true);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <div class="signature" />
      <main class="gate">
        <form class="gate-card" onSubmit={(event) => void submit(event)}>
          <Mark />
          <div class="stack tight">
            <h1>{first ? "Welcome to Vermeil" : "Sign in to Vermeil"}</h1>
            <p class="second">
              {first
                ? "Labels from models, finished by people, proven by an audit. Make the first account: it may do everything, and add others later."
                : "Your unsent answers, if there are any, are kept and go out when you are back."}
            </p>
          </div>
          <Field label="Name">
            {(ids) => (
              <input
                {...ids}
                ref={field}
                class="input"
                name="username"
                autocomplete="username"
                required
                maxLength={100}
                value={name}
                onInput={(e) => setName(e.currentTarget.value)}
              />
            )}
          </Field>
          <Field
            label="Password"
            hint={first ? `At least ${SHORTEST} characters. A few words in a row are easy to keep.` : undefined}
          >
            {(ids) => (
              <input
                {...ids}
                class="input"
                type="password"
                name="password"
                autocomplete={first ? "new-password" : "current-password"}
                required
                value={password}
                onInput={(e) => setPassword(e.currentTarget.value)}
              />
            )}
          </Field>
          {first && asksCode && (
            <Field
              label="Set-up code"
              hint="Printed by vermeil serve where it runs; it shows that the server is yours."
            >
              {(ids) => (
                <input
                  {...ids}
                  class="input mono"
                  name="code"
                  autocomplete="one-time-code"
                  value={code}
                  onInput={(e) => setCode(e.currentTarget.value)}
                />
              )}
            </Field>
          )}
          <Trouble problem={problem} />
          <button class="button primary" disabled={busy || !name.trim() || !password}>
            {first ? "Make the account" : "Sign in"} <kbd>Enter</kbd>
          </button>
          {first && !asksCode && (
            <button type="button" class="link small" onClick={() => setAsksCode(true)}>
              I have a set-up code
            </button>
          )}
        </form>
      </main>
    </>
  );
}
