/** What a case says of a photo that was used before. Pure. */
import type { CaseDetail, CaseItem, Reused } from "../wire.ts";

/** The sentence that a case's headline stands for: the very same file is proof, a look-alike only a reason to compare. */
export function whyCode({ headline }: Pick<CaseItem, "headline">): string {
  const { sha256, other_sha256 } = headline.params;
  const same = headline.code === "photo_reused" && typeof sha256 === "string" && sha256 === other_sha256;
  return same ? "photo_reused_same" : headline.code;
}

/** The pair to look at first: the one the headline is about, else the first that was found. */
export function reuseOf({ case: item, reused }: Pick<CaseDetail, "case" | "reused">): Reused | null {
  const { sha256, other_visit_id } = item.headline.params;
  return reused.find((one) => one.sha256 === sha256 && one.earlier?.visit_id === other_visit_id) ?? reused[0] ?? null;
}

/** How one picture lies to the other: null where they lie alike. */
export function turnCode({ turn, mirrored }: Pick<Reused, "turn" | "mirrored">): "turned" | "mirrored" | "turned_mirrored" | null {
  if (turn && mirrored) return "turned_mirrored";
  return turn ? "turned" : mirrored ? "mirrored" : null;
}
