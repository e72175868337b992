/** Answers on their way: kept until the server has said that it has them. Pure; the clock and storage are outside.
 *  An entry is sent under the lease it was made with, as often as needed: the server takes the same answer once. */

import type { AnswerBody, Task } from "./session";

export type EntryState = "waiting" | "sending" | "conflict" | "refused";

export interface Entry {
  key: string;
  task: Task;
  body: AnswerBody;
  seconds: number;
  madeAt: number; // milliseconds since the epoch; the order of sending
  state: EntryState;
  attempts: number;
  retryAt: number;
  problem?: string; // why it needs a person, in the server's words
  yours?: unknown;
  stored?: unknown;
  storedId?: number; // the stored answer, when it is one's own
}

export type Outcome =
  | { kind: "stored"; answerId: number }
  | { kind: "offline" } // no answer, or the server was not able: try again
  | { kind: "signed-out" } // try again after signing in
  | { kind: "conflict"; detail: string; yours?: unknown; stored?: unknown; storedId?: number }
  | { kind: "refused"; detail: string };

export type Box = readonly Entry[];

export const keyOf = (task: Task): string => `${task.id}:${task.lease}`;

export function entry(task: Task, body: AnswerBody, seconds: number, now: number): Entry {
  return { key: keyOf(task), task, body, seconds, madeAt: now, state: "waiting", attempts: 0, retryAt: now };
}

/** The box with one more entry, or with the newer version of one that waits. */
export const put = (box: Box, one: Entry): Box => [...box.filter(({ key }) => key !== one.key), one];

export const without = (box: Box, key: string): Box => box.filter((one) => one.key !== key);

/** The entry to send now: the oldest that is due, one at a time so that the order stays. */
export function due(box: Box, now: number): Entry | null {
  if (box.some(({ state }) => state === "sending")) return null;
  const waiting = box.filter(({ state }) => state === "waiting").sort((a, b) => a.madeAt - b.madeAt);
  const first = waiting[0];
  return first && first.retryAt <= now ? first : null;
}

/** Milliseconds until something is due; null when nothing waits. */
export function wait(box: Box, now: number): number | null {
  const times = box.filter(({ state }) => state === "waiting").map(({ retryAt }) => retryAt);
  return times.length ? Math.max(0, Math.min(...times) - now) : null;
}

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 15_000;

/** Half a second, then twice as long each time, up to a quarter of a minute. */
export const pauseAfter = (attempts: number): number => Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1));

export const sending = (box: Box, key: string): Box =>
  change(box, key, (one) => ({ ...one, state: "sending", attempts: one.attempts + 1 }));

/** The box after the server (or the silence) has answered. Only a stored answer leaves it. */
export function settled(box: Box, key: string, outcome: Outcome, now: number): Box {
  switch (outcome.kind) {
    case "stored":
      return without(box, key);
    case "offline":
    case "signed-out":
      return change(box, key, (one) => ({ ...one, state: "waiting", retryAt: now + pauseAfter(one.attempts) }));
    case "conflict":
      return change(box, key, (one) => ({ ...one, ...pick(outcome), state: "conflict", problem: outcome.detail }));
    case "refused":
      return change(box, key, (one) => ({ ...one, state: "refused", problem: outcome.detail }));
  }
}

const pick = ({ yours, stored, storedId }: Extract<Outcome, { kind: "conflict" }>) => ({ yours, stored, storedId });

function change(box: Box, key: string, how: (one: Entry) => Entry): Box {
  return box.map((one) => (one.key === key ? how(one) : one));
}

/** After a reload: what was being sent may or may not have arrived, so it is sent again under its lease. */
export const revived = (box: Box): Box =>
  box.map((one) => (one.state === "sending" ? { ...one, state: "waiting", retryAt: 0 } : one));

/** The line is back: everything that waits is due. */
export const hurry = (box: Box): Box => box.map((one) => (one.state === "waiting" ? { ...one, retryAt: 0 } : one));

export const unsent = (box: Box): Entry[] => box.filter(({ state }) => state === "waiting" || state === "sending");
export const troubled = (box: Box): Entry[] => box.filter(({ state }) => state === "conflict" || state === "refused");

/** What a status of the server means for an entry. */
export function outcomeOf(status: number, body: Record<string, unknown>): Outcome {
  const detail =
    typeof body["detail"] === "string"
      ? body["detail"]
      : typeof body["title"] === "string"
        ? body["title"]
        : `The server answered ${status}.`;
  if (status === 200 || status === 201) return { kind: "stored", answerId: Number(body["id"]) };
  if (status === 401) return { kind: "signed-out" };
  if (status === 409)
    return {
      kind: "conflict",
      detail,
      yours: body["yours"],
      stored: body["stored"],
      ...(typeof body["stored_id"] === "number" && { storedId: body["stored_id"] }),
    };
  if (status === 408 || status === 425 || status === 429 || status >= 500) return { kind: "offline" };
  return { kind: "refused", detail };
}
