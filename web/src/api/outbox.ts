/** The outbox at work: kept in the browser before anything is shown as sent, emptied by the server's word. */

import { computed, effect, signal } from "@preact/signals";
import {
  due,
  hurry,
  put,
  revived,
  sending,
  settled,
  troubled,
  unsent,
  wait,
  without,
  type Box,
  type Entry,
  type Outcome,
} from "../core/outbox";
import { keep, readKept } from "./kept";
import * as calls from "./calls";
import { me, signedOut } from "./me";
import { afterPaint } from "./paint";
import { Problem } from "./problem";

export const box = signal<Box>([]);
export const waiting = computed(() => unsent(box.value));
export const trouble = computed(() => troubled(box.value));
export const offline = signal(!navigator.onLine);
/** False where the browser keeps nothing for us: then the page says that a reload would lose what waits. */
export const kept = signal(true);

const stored = new Map<string, number>(); // entry key -> answer id, so that it can be taken back
const listeners = new Set<(entry: Entry, outcome: Outcome) => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let owner: number | null = null;

const PREFIX = "vermeil.outbox";
const nameOf = (user: number, key: string) => `${PREFIX}.${user}.${key}`;

/** What an earlier page of this person left behind. */
function restore(user: number): Box {
  const found: Entry[] = [];
  for (let i = 0; i < (readLength() ?? 0); i += 1) {
    const name = localStorage.key(i);
    if (!name?.startsWith(nameOf(user, ""))) continue;
    try {
      found.push(JSON.parse(readKept(name) ?? "") as Entry);
    } catch {
      keep(name, null); // cut in the middle of a write: there is nothing in it to save
    }
  }
  return revived(found);
}

const readLength = (): number | null => {
  try {
    return localStorage.length;
  } catch {
    return null;
  }
};

function change(next: Box): void {
  const before = new Map(box.peek().map((one) => [one.key, one]));
  box.value = next;
  if (owner === null) return;
  for (const one of next) {
    if (before.get(one.key) !== one) kept.value = keep(nameOf(owner, one.key), JSON.stringify(one));
    before.delete(one.key);
  }
  for (const gone of before.keys()) keep(nameOf(owner, gone), null);
}

/** Takes an answer: it is kept when this returns, and goes out once the next item is on the screen. */
export function post(entry: Entry): void {
  change(put(box.peek(), entry));
  afterPaint(pump);
}

export function drop(key: string): void {
  change(without(box.peek(), key));
}

/** Tells what became of each entry; returns how to stop listening. */
export function onSettled(listener: (entry: Entry, outcome: Outcome) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function pump(): void {
  clearTimeout(timer);
  if (!me.peek()) return;
  const entry = due(box.peek(), Date.now());
  if (entry) return void deliver(entry);
  const pause = wait(box.peek(), Date.now());
  if (pause !== null) timer = setTimeout(pump, pause + 5);
}

async function deliver(entry: Entry): Promise<void> {
  change(sending(box.peek(), entry.key));
  const outcome = await calls.send(entry);
  offline.value = outcome.kind === "offline";
  if (outcome.kind === "stored") stored.set(entry.key, outcome.answerId);
  change(settled(box.peek(), entry.key, outcome, Date.now()));
  for (const listener of listeners) listener(entry, outcome);
  if (outcome.kind === "signed-out") signedOut();
  pump();
}

/** Takes an answer back: out of the box if it never left, else by the server, once it has it. */
export async function takeBack(key: string): Promise<"unsent" | Awaited<ReturnType<typeof calls.undo>>> {
  const entry = box.peek().find((one) => one.key === key);
  if (entry && entry.attempts === 0) return (drop(key), "unsent");
  if (entry)
    await new Promise<void>((done) => {
      const stop = onSettled((one, outcome) => {
        if (one.key !== key || outcome.kind === "offline" || outcome.kind === "signed-out") return;
        stop();
        done();
      });
    });
  const answer = stored.get(key);
  if (answer === undefined)
    throw new Problem(409, "Not stored", "This answer was not stored, so there is nothing to take back.");
  const task = await calls.undo(answer);
  stored.delete(key);
  return task;
}

/** Begins for the person signed in, and begins anew when another signs in. Called once. */
export function startOutbox(): void {
  effect(() => {
    const user = me.value?.user.id ?? null;
    if (user === null || user === owner) return void (user !== null && pump());
    owner = user;
    box.value = restore(user);
    pump();
  });
  window.addEventListener("online", () => {
    offline.value = false;
    change(hurry(box.peek()));
    pump();
  });
  window.addEventListener("offline", () => (offline.value = true));
  window.addEventListener("beforeunload", (event) => {
    if (unsent(box.peek()).length && !kept.peek()) event.preventDefault();
  });
}
