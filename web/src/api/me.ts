/** Who is signed in, and the proof (CSRF) that an order comes from this page. */

import { signal } from "@preact/signals";

export type Role = "admin" | "manager" | "reviewer" | "annotator";

export interface Me {
  user: { id: number; name: string; role: Role };
  csrf: string;
}

/** undefined: not known yet; null: nobody. */
export const me = signal<Me | null | undefined>(undefined);

/** The session has ended while the page was open: the next order asks to sign in, nothing is thrown away. */
export function signedOut(): void {
  if (me.peek()) me.value = null;
}
