import { expect, test } from "vitest";
import { meterProofs, photoStanding } from "../../src/apps/console/cases/meter-proof.ts";
import type { CasePhoto } from "../../src/apps/console/wire.ts";

type Said = NonNullable<CasePhoto["barcode"]>["state"];

const photo = (said: Said | null, state: CasePhoto["state"] = "whole"): CasePhoto => ({
  sha256: "a".repeat(64),
  state,
  taken_at: null,
  removed_at: null,
  lost_since: null,
  dial: null,
  barcode: said && { state: said, text: null, symbology: null, meter: null, codes: [] },
});

test.each([
  [{ how: "scanned", verdict: "expected" }, [], ["scanned"]],
  [{ how: "listed", verdict: "expected" }, [], ["listed"]],
  [{ how: "listed", verdict: "expected" }, [photo("none")], ["listed"]],
  [{ how: "typed", verdict: "expected" }, [photo("match")], ["in_photo"]],
  [{ how: "box", verdict: "expected" }, [photo(null)], ["box"]],
  [{ how: "scanned", verdict: "expected" }, [photo("match")], ["scanned", "in_photo"]],
  [{ how: "scanned", verdict: "expected" }, [photo("match"), photo("mismatch")], ["scanned", "other_in_photo"]],
  [{ how: "scanned", verdict: "unknown" }, [], ["other"]],
  [{ how: "scanned", verdict: "other" }, [photo("mismatch")], ["other", "other_in_photo"]],
  [null, [], []],
])("%j with %j is proved by %j", (meter_found, photos, proofs) => {
  expect(meterProofs({ meter_found, photos })).toEqual(proofs);
});

test.each([
  [[], "none"],
  [[photo("match")], "whole"],
  [[photo("match"), photo(null, "owed")], "owed"],
  [[photo("match"), photo(null, "lost")], "lost"],
  [[photo("unreadable")], "unusable"],
  [[photo(null, "quarantined")], "unusable"],
  [[photo(null, "removed")], "removed"],
])("of %j the worst is said: %s", (photos, standing) => {
  expect(photoStanding({ photos })).toBe(standing);
});
