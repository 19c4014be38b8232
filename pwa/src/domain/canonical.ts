/**
 * RFC 8785 canonical JSON for what an entry may hold: strings, safe integers, booleans, null, arrays, objects.
 * Floats are refused: what can't be written the same way everywhere has no place in a frozen entry.
 */
export type Canonical = string | number | boolean | null | readonly Canonical[] | { readonly [key: string]: Canonical | undefined };

// A pair is kept whole; what stands alone has no UTF-8. (No look-behind: older Safari can't read it.)
const SURROGATES = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

export function canonical(value: Canonical): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new TypeError(`not a safe integer: ${value}`);
    return String(value === 0 ? 0 : value);
  }
  if (typeof value === "string") {
    // A lone surrogate has no UTF-8: the server could never store what this phone hashed.
    return JSON.stringify(value.replace(SURROGATES, (found) => (found.length === 2 ? found : "\ufffd")));
  }
  if (Array.isArray(value)) return `[${value.map((one: Canonical) => canonical(one)).join(",")}]`;
  const object = value as { readonly [key: string]: Canonical | undefined };
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== undefined) parts.push(`${JSON.stringify(key)}:${canonical(member)}`);
  }
  return `{${parts.join(",")}}`;
}
