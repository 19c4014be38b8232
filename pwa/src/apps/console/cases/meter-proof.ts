/** What proves that a visit was at the right meter: a barcode, scanned there or in the photo, and nothing less. Pure. */
import type { Visit } from "../wire.ts";

/** `scanned` and `other`: what the phone was shown at the meter. `in_photo` and `other_in_photo`: what the photo itself shows. */
export type MeterProof = "scanned" | "other" | "in_photo" | "other_in_photo" | "listed" | "typed" | "box";

/** The scan and the photo are told apart: the right code scanned proves nothing of a picture of something else. */
export function meterProofs(visit: Pick<Visit, "meter_found" | "photos">): MeterProof[] {
  const { how, verdict } = visit.meter_found ?? {};
  const inPhotos = new Set(visit.photos.map((photo) => photo.barcode?.state));
  const proofs: MeterProof[] = [];
  if (verdict === "other" || verdict === "unknown") proofs.push("other");
  else if (verdict === "expected" && how === "scanned") proofs.push("scanned");
  if (inPhotos.has("mismatch")) proofs.push("other_in_photo");
  else if (inPhotos.has("match")) proofs.push("in_photo");
  if (proofs.length === 0 && (how === "listed" || how === "typed" || how === "box")) proofs.push(how);
  return proofs;
}

export type PhotoStanding = "none" | "owed" | "lost" | "unusable" | "removed" | "whole";

/** The worst that is to be said of a visit's photos: "received" only where every one can be looked at. */
export function photoStanding({ photos }: Pick<Visit, "photos">): PhotoStanding {
  if (photos.length === 0) return "none";
  const states = new Set(photos.map((photo) => photo.state));
  if (states.has("lost")) return "lost";
  if (states.has("owed")) return "owed";
  if (states.has("quarantined") || photos.some((photo) => photo.barcode?.state === "unreadable")) return "unusable";
  return states.has("removed") ? "removed" : "whole";
}
