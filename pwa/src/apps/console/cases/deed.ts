/** What a decision sends, and which values a dial can show. Pure. */
import type { Decision } from "./keys.ts";

export interface Deed {
  decision: Decision;
  reason: string;
  values?: { register_id: string; value: string }[];
  visit_id?: string;
  sure?: boolean;
}

/** "04321.60" → "4321.6", as values are written on the wire; what isn't a decimal comes back as it was. */
export function plainValue(text: string): string {
  const found = /^0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text.trim().replace(",", "."));
  if (!found) return text.trim();
  return found[2] ? `${found[1]}.${found[2]}` : (found[1] ?? "");
}

/** Whether a dial of so many digits before and after the point can show the value. */
export function fits(text: string, digits: number, decimals: number): boolean {
  const found = /^(\d+)(?:\.(\d+))?$/.exec(plainValue(text));
  return found !== null && (found[1] ?? "").length <= digits && (found[2] ?? "").length <= decimals;
}
