/** The letter or sign that is pressed together with Alt: on a Mac, Alt makes other signs of the keys. */
export function withAlt({ altKey, key, code }: Pick<KeyboardEvent, "altKey" | "key" | "code">): string | null {
  if (!altKey) return null;
  if (/^[a-z]$/i.test(key) || key.length > 1) return key.toLowerCase();
  return SIGNS[code] ?? /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
}

const SIGNS: Record<string, string> = { Minus: "-", Equal: "=", NumpadSubtract: "-", NumpadAdd: "=" };
