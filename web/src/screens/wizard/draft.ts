/** The new project in the making, kept in the browser so that a reload loses nothing: words and files alike. */

import { keep, readKept } from "../../api/kept";
import { oneOf, type Schema } from "../../core/questions";
import { USUAL, type OrderForm } from "../../core/order";

export interface WizardDraft extends OrderForm {
  name: string;
  text: string;
  by: "line" | "paragraph";
  schema: Schema;
  guideline: string;
  project: number | null; // made after the second step
  uploaded: boolean; // all that was brought has arrived
}

export const FRESH: WizardDraft = {
  name: "",
  text: "",
  by: "line",
  schema: oneOf([]),
  guideline: "",
  ...USUAL,
  project: null,
  uploaded: false,
};

const KEY = "vermeil.new-project";

export function readDraft(): WizardDraft {
  try {
    return { ...FRESH, ...(JSON.parse(readKept(KEY) ?? "{}") as Partial<WizardDraft>) };
  } catch {
    return FRESH;
  }
}

/** False where the browser has no room for it. */
export const keepDraft = (draft: WizardDraft): boolean => keep(KEY, JSON.stringify(draft));

export async function forgetDraft(): Promise<void> {
  keep(KEY, null);
  await keepFiles([]);
}

const DATABASE = "vermeil";
const STORE = "new-project";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser keeps no files."));
  });
}

const finished = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () =>
      reject(transaction.error ?? new Error("The browser has no room for the files."));
  });

/** Keeps the files themselves; false where the browser refuses (then they must be chosen again after a reload). */
export async function keepFiles(files: readonly File[]): Promise<boolean> {
  try {
    const database = await open();
    const transaction = database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).put(files, "files");
    await finished(transaction);
    database.close();
    return true;
  } catch {
    return false;
  }
}

export async function readFiles(): Promise<File[]> {
  try {
    const database = await open();
    const request = database.transaction(STORE).objectStore(STORE).get("files");
    await new Promise((resolve, reject) => ((request.onsuccess = resolve), (request.onerror = reject)));
    database.close();
    return (request.result as File[] | undefined) ?? [];
  } catch {
    return [];
  }
}
