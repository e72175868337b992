/** Who is signed in, and the proof (CSRF) that an order comes from this page. */

import { effect, signal } from "@preact/signals";
import { keep, readKept } from "./kept";

export type Role = "admin" | "manager" | "reviewer" | "annotator";

export interface Me {
  user: { id: number; name: string; role: Role };
  csrf: string;
}

/** undefined: not known yet; null: nobody. */
export const me = signal<Me | null | undefined>(undefined);

const HERE = "vermeil.signed-in";

/** Whether somebody signed in from this browser: without, there is no use in asking the server who it is. */
export const wasHere = (): boolean => readKept(HERE) === "yes";

effect(() => {
  if (me.value !== undefined) keep(HERE, me.value && "yes");
});

/** The session has ended while the page was open: the next order asks to sign in, nothing is thrown away. */
export function signedOut(): void {
  if (me.peek()) me.value = null;
}
