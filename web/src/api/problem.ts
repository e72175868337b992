/** A refusal of the server (RFC 9457), or its silence, in words for a person. */

export class Problem extends Error {
  constructor(
    readonly status: number, // 0: no answer at all
    readonly title: string,
    readonly detail: string,
    readonly facts: Record<string, unknown> = {},
  ) {
    super(detail || title);
    this.name = "Problem";
  }

  /** Whether one of these fields of the request is at fault. */
  about(...fields: string[]): boolean {
    const { about, errors } = this.facts as { about?: string; errors?: { where?: string }[] };
    const places = [about, ...(Array.isArray(errors) ? errors.map((one) => one.where?.replace(/^body\./, "")) : [])];
    return places.some((place) => place && fields.some((field) => place === field || place.startsWith(`${field}.`)));
  }
}

export const SILENCE = new Problem(
  0,
  "No answer",
  "The server does not answer. Check your line; this page tries again by itself.",
);

/** The problem in a response's body, whatever its shape. */
export function problemOf(status: number, body: unknown): Problem {
  const facts = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string) => (typeof facts[name] === "string" ? (facts[name] as string) : "");
  const title = text("title") || FALLBACK[status] || `The server answered ${status}`;
  const detail = [text("detail"), faults(facts["errors"])].filter(Boolean).join(" ");
  return new Problem(status, title, detail || title, facts);
}

const FALLBACK: Record<number, string> = {
  401: "Please sign in",
  403: "Your role does not allow this",
  404: "There is no such thing here, or you may not see it",
  413: "That is too large to send at once",
  429: "Too many attempts: wait a moment",
};

/** Each fault of a form as its place and the reason. */
function faults(errors: unknown): string {
  if (!Array.isArray(errors)) return "";
  return errors
    .map(({ where, message }: { where?: string; message?: string }) =>
      [where?.replace(/^body\./, ""), message].filter(Boolean).join(": "),
    )
    .join("; ");
}

/** Any thrown thing as words. */
export const words = (error: unknown): string =>
  error instanceof Problem ? error.message : error instanceof Error ? error.message : String(error);
