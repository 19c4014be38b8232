import { expect, test } from "vitest";
import { meterProof, photoSays } from "../../src/apps/console/cases/meter-proof.ts";

const photo = (state: "match" | "mismatch" | "none" | null) => ({
  sha256: "a".repeat(64),
  state: "whole" as const,
  taken_at: null,
  removed_at: null,
  lost_since: null,
  dial: null,
  barcode: state && { state, text: null, symbology: null, meter: null, codes: [] },
});

test.each([
  [{ how: "scanned", verdict: "expected" }, [], "barcode"],
  [{ how: "listed", verdict: "expected" }, [], "listed"],
  [{ how: "listed", verdict: "expected" }, [photo("none")], "listed"],
  [{ how: "typed", verdict: "expected" }, [photo("match")], "photo"],
  [{ how: "box", verdict: "expected" }, [photo(null)], "box"],
  [{ how: "scanned", verdict: "expected" }, [photo("mismatch")], "other"],
  [{ how: "scanned", verdict: "unknown" }, [], "other"],
  [null, [], null],
])("%j with %j is proved by %s", (meter_found, photos, proof) => {
  expect(meterProof({ meter_found, photos })).toBe(proof);
});

test("what a photo says is told whatever was scanned beside it", () => {
  expect(photoSays({ photos: [photo("match"), photo("mismatch")] })?.state).toBe("mismatch");
  expect(photoSays({ photos: [photo("none"), photo("match")] })?.state).toBe("match");
  expect(photoSays({ photos: [photo("none")] })?.state).toBe("none");
  expect(photoSays({ photos: [photo(null)] })).toBeNull();
  expect(photoSays({ photos: [] })).toBeNull();
});
