/** Which decision the explanations speak for. Pure. */
import type { CaseDetail, CaseReading, Hypothesis } from "../wire.ts";
import type { Decision } from "./keys.ts";

export const ORDER: readonly Decision[] = ["correct", "accept", "re_read", "field_check", "estimate", "dismiss"];

/** The value that the likeliest explanation would put in place of the one read; null when it leaves that one standing. */
export function suggestion(hypothesis: Hypothesis | undefined, reading: CaseReading | undefined): string | null {
  return hypothesis?.value && hypothesis.value !== reading?.value ? hypothesis.value : null;
}

/** What an explanation asks for where it names no other value. */
const ASKS_FOR: Readonly<Record<string, Decision>> = {
  copied: "re_read",
  rollover: "accept",
  nothing_used: "accept",
  real_change: "accept",
  // What hangs there, and whether anybody lives there, is seen on the spot.
  multiplier: "field_check",
  exchange: "field_check",
  vacant: "field_check",
};

/**
 * The decision that the likeliest explanation asks for, to be made the primary one. Null where nothing speaks for any:
 * a value that no slip explains is not thereby right.
 */
export function likeliest(detail: CaseDetail, reading: CaseReading | undefined): Decision | null {
  const { case: item, hypotheses, decisions_allowed: allowed } = detail;
  const own = hypotheses.filter((one) => !one.register_id || one.register_id === reading?.register.id);
  const [best] = own;
  const wanted: Decision | null =
    item.kind === "barcode_mismatch"
      ? "re_read"
      : suggestion(best, reading)
        ? "correct"
        : best && (own.length > 1 || best.code !== "real_change")
          ? (ASKS_FOR[best.code] ?? null)
          : null;
  return wanted && allowed.includes(wanted) ? wanted : null;
}
