/** Who labels for the machine, as a form holds it, and as the server takes it. */

/** A language model; what stands here besides is the server's business. */
export interface Llm {
  url: string;
  model: string;
  price: number | null; // of a call
  price_in?: number; // of a million tokens
  price_out?: number;
  question?: string;
  examples?: number;
  at_once?: number;
  per_minute?: number;
  timeout?: number;
  logprobs?: boolean;
}

export interface Race {
  labelers: string[] | null; // by name; null: the usual ones
  llm: Llm | null;
}

/** The same in an order, where nothing is missing. */
export interface Racers {
  labelers: string[] | null;
  llm: (Llm & { price: number }) | null;
}

/** A labeler that the server has. */
export interface Labeler {
  name: string;
  words: string;
  usual: boolean;
  refused: string | null; // why it cannot race here
}

export const LLM = "llm"; // what the server calls the language model among the labelers
export const NOBODY: Llm = { url: "", model: "", price: null };
export const USUAL_RACE: Race = { labelers: null, llm: null };
const PARTS = [
  ...["url", "model", "price", "price_in", "price_out", "question"],
  ...["examples", "at_once", "per_minute", "timeout", "logprobs"],
];

/** What the server is told. */
export const racersOf = ({ labelers, llm }: Race): Racers => ({
  labelers,
  llm: llm && { ...kept(llm), url: llm.url.trim(), model: llm.model.trim(), price: llm.price ?? 0 },
});

/** The form of what the server was told. */
export const raceOf = ({ labelers, llm }: Partial<Race>): Race => ({
  labelers: labelers ?? null,
  llm: llm ? kept(llm) : null,
});

/** Without what is empty, and without what the server has added. */
const kept = (llm: Llm): Llm =>
  Object.fromEntries(
    Object.entries(llm).filter(([name, value]) => PARTS.includes(name) && value !== null && value !== ""),
  ) as unknown as Llm;

/** A race out of the address, where anybody may have written it; null: it is none. */
export function read(text: string | null): Race | null {
  try {
    const { labelers = null, llm = null } = JSON.parse(text ?? "null") as Partial<Race>;
    const names = labelers === null || (Array.isArray(labelers) && labelers.every((one) => typeof one === "string"));
    const words = llm === null || (typeof llm.url === "string" && typeof llm.model === "string");
    return names && words ? { labelers, llm } : null;
  } catch {
    return null;
  }
}

/** The race with a labeler, or without. */
export function toggled(race: Race, name: string, offered: readonly Labeler[]): Race {
  if (name === LLM) return { ...race, llm: race.llm ? null : NOBODY };
  const before = chosen(race, offered);
  const names = offered.map((one) => one.name).filter((one) => before.includes(one) !== (one === name));
  const usual = chosen(USUAL_RACE, offered);
  return { ...race, labelers: names.join() === usual.join() ? null : names };
}

/** The names of those who race, the language model aside. */
export const chosen = ({ labelers }: Race, offered: readonly Labeler[]): readonly string[] =>
  labelers ?? offered.filter((one) => one.usual).map((one) => one.name);

/** What is wrong, in words; null when nothing is. */
export function fault({ labelers, llm }: Race): string | null {
  if (labelers?.length === 0 && !llm) return "Somebody must label for the machine: choose a labeler.";
  if (!llm) return null;
  if (!/^https?:\/\/\S+$/.test(llm.url.trim()))
    return "The address of a language model begins with http:// or https://.";
  if (!llm.model.trim()) return "The language model needs its name, as its endpoint knows it.";
  if (!((llm.price ?? -1) >= 0)) return "Say what a call to the language model costs; 0 if it is free.";
  return null;
}
