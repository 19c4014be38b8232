/** Typed texts of the office, and texts for codes that come from the server. */
import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ConsoleKeys } from "../../../i18n/console.en.ts";
import { textOf, translator } from "../../../i18n/texts.ts";

export const t = translator<CommonKeys & ConsoleKeys>();

/** The text of a code under a prefix ("state.open"); a code this version doesn't know is shown as it is. */
export function codeText(prefix: string, code: string, params: Readonly<Record<string, unknown>> = {}): string {
  return textOf(`${prefix}.${code}`, plain(params)) ?? code;
}

/** Only what can stand in a sentence; lists are joined. */
export function plain(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === "string" || typeof value === "number") kept[name] = value;
    else if (Array.isArray(value)) kept[name] = value.join(", ");
  }
  return kept;
}
