/** Addresses: a pattern such as "/projects/:id/items" against a path, and a query that keeps filters. */

export type Params = Record<string, string>;

/** The named parts of `path`, or null when it does not fit `pattern`. */
export function match(pattern: string, path: string): Params | null {
  const want = parts(pattern);
  const have = parts(path);
  if (want.length !== have.length) return null;
  const params: Params = {};
  for (const [i, part] of want.entries()) {
    const got = have[i] as string;
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(got);
    else if (part !== got) return null;
  }
  return params;
}

const parts = (path: string): string[] => path.split("/").filter(Boolean);

/** `search` with some values changed; empty ones leave it, so that a plain view has a plain address. */
export function withQuery(search: string, changes: Record<string, string | null>): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** Where to go after signing in: a path of this page only, never another site. */
export function safeReturn(to: string | null): string {
  return to && /^\/(?![/\\])/.test(to) ? to : "/";
}
