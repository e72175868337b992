/** What a screen shows of the server: read once, kept while shown, read again when the project changes. */

import { signal, type Signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Problem, SILENCE } from "./problem";

export interface Resource<T> {
  data: T | undefined;
  problem: Problem | undefined;
  loading: boolean;
  reload: () => void;
}

interface Kept {
  data: Signal<unknown>;
  problem: Signal<Problem | undefined>;
  loading: Signal<boolean>;
  users: number;
  again: boolean; // something changed while it was being read
  timer: ReturnType<typeof setTimeout> | undefined;
}

const cache = new Map<string, Kept>();
const MOST_KEPT = 200;
const RETRY = 5000;

function keptFor(key: string): Kept {
  const found = cache.get(key);
  if (found) return found;
  if (cache.size >= MOST_KEPT) for (const [old, { users }] of cache) if (!users) cache.delete(old);
  const fresh: Kept = {
    data: signal(undefined),
    problem: signal(undefined),
    loading: signal(false),
    users: 0,
    again: false,
    timer: undefined,
  };
  cache.set(key, fresh);
  return fresh;
}

async function read(key: string, load: () => Promise<unknown>): Promise<void> {
  const kept = keptFor(key);
  if (kept.loading.peek()) return void (kept.again = true);
  kept.loading.value = true;
  clearTimeout(kept.timer);
  try {
    kept.data.value = await load();
    kept.problem.value = undefined;
  } catch (error) {
    kept.problem.value = error instanceof Problem ? error : SILENCE;
    if (kept.problem.value.status === 0 && kept.users) kept.timer = setTimeout(() => void read(key, load), RETRY);
  } finally {
    kept.loading.value = false;
    if (kept.again) {
      kept.again = false;
      void read(key, load);
    }
  }
}

/** Reads `load` under `key` (null: nothing to read yet); `version` changing means: read again. */
export function useResource<T>(key: string | null, load: () => Promise<T>, version: unknown = 0): Resource<T> {
  const kept = useMemo(() => keptFor(key ?? ""), [key]);
  useEffect(() => {
    if (key === null) return;
    kept.users += 1;
    return () => void (kept.users -= 1);
  }, [kept]);
  useEffect(() => {
    if (key !== null) void read(key, load);
  }, [key, version]);
  return {
    data: key === null ? undefined : (kept.data.value as T | undefined),
    problem: kept.problem.value,
    loading: kept.loading.value,
    reload: () => void (key !== null && read(key, load)),
  };
}

/** Forgets everything read: another person signs in, or something changed everywhere. */
export function forgetAll(): void {
  for (const [key, kept] of cache) if (!kept.users) cache.delete(key);
}
