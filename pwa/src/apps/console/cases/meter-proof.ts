/** What proves that a visit was at the right meter: a barcode, seen by the phone or in the photo, and nothing less. */
import type { CasePhoto, Visit } from "../wire.ts";

export type MeterProof = "barcode" | "photo" | "other" | "listed" | "typed" | "box" | null;

/** What the photos themselves say of the meter, whatever was scanned beside them. Null where no photo has been looked at yet. */
export function photoSays(visit: Pick<Visit, "photos">): CasePhoto["barcode"] {
  const seen = visit.photos.filter((photo) => photo.state === "whole").flatMap((photo) => photo.barcode ?? []);
  return (
    seen.find((barcode) => barcode.state === "mismatch") ??
    seen.find((barcode) => barcode.state === "match") ??
    seen.find((barcode) => barcode.state === "none") ??
    null
  );
}

export function meterProof(visit: Pick<Visit, "meter_found" | "photos">): MeterProof {
  const { how, verdict } = visit.meter_found ?? {};
  const inPhotos = new Set(visit.photos.map((photo) => photo.barcode?.state));
  if (verdict === "other" || verdict === "unknown" || inPhotos.has("mismatch")) return "other";
  if (verdict === "expected" && how === "scanned") return "barcode";
  if (inPhotos.has("match")) return "photo";
  return how === "listed" || how === "typed" || how === "box" ? how : null;
}
