/** What a case about a reused photo names. Pure. */
import type { CaseItem } from "../wire.ts";

export interface Reuse {
  sha256: string;
  otherSha256: string;
  otherVisit: string;
  otherPoint: string | null;
  otherPeriod: string;
}

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

/** The sentence that a case's headline stands for: the very same file is proof, a look-alike only a reason to compare. */
export function whyCode(item: Pick<CaseItem, "headline">): string {
  const reuse = reuseOf(item);
  return reuse && reuse.sha256 === reuse.otherSha256 ? "photo_reused_same" : item.headline.code;
}

/** What the headline of a reused photo names; null where the case is about something else. */
export function reuseOf(item: Pick<CaseItem, "headline">): Reuse | null {
  if (item.headline.code !== "photo_reused") return null;
  const { params } = item.headline;
  const [sha256, otherSha256, otherVisit] = [text(params["sha256"]), text(params["other_sha256"]), text(params["other_visit_id"])];
  if (!sha256 || !otherSha256 || !otherVisit) return null;
  const period = String(params["other_period"] ?? "");
  return {
    sha256,
    otherSha256,
    otherVisit,
    otherPoint: text(params["other_point_id"]),
    otherPeriod: /^\d{6}$/.test(period) ? `${period.slice(0, 4)}-${period.slice(4)}` : period,
  };
}
