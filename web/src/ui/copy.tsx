/** "Copy as API call / Python": what this page shows, for a script. */

import { Icon } from "./icons";
import { Menu } from "./parts";
import { say } from "./toast";

export interface Call {
  method?: "GET" | "POST";
  path: string; // with its query, from /api/v1 on
  body?: unknown;
  python: string; // the same with the Python SDK; `client` is open
}

export function asCurl({ method = "GET", path, body }: Call, origin: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(`${origin}/api/v1${path}`)}`,
    `-H "Authorization: Bearer $VERMEIL_TOKEN"`,
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
  ].join(" \\\n  ");
}

export function asPython({ python }: Call, origin: string): string {
  const lines = python.split("\n").map((line) => `    ${line}`);
  return `import vermeil\n\n# the token is read from VERMEIL_TOKEN\nwith vermeil.Client(${JSON.stringify(origin)}) as client:\n${lines.join("\n")}\n`;
}

/** A JSON value as Python writes it. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, one]) => `${JSON.stringify(name)}: ${literal(one)}`)
    .join(", ")}}`;
}

export async function copyText(text: string, words = "Copied."): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(words);
  } catch {
    say("The browser did not allow copying: select the text and copy it by hand.");
  }
}

export function CopyAs({ call }: { call: Call }) {
  const origin = window.location.origin;
  const words = "Copied. It reads your token from VERMEIL_TOKEN.";
  return (
    <Menu
      bordered
      class="wide-only"
      label={
        <>
          <Icon name="copy" size={16} /> Copy as
        </>
      }
    >
      <button onClick={() => void copyText(asCurl(call, origin), words)}>API call (curl)</button>
      <button onClick={() => void copyText(asPython(call, origin), words)}>Python</button>
    </Menu>
  );
}
