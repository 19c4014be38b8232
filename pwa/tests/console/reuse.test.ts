import { expect, test } from "vitest";
import { reuseOf, turnCode, whyCode } from "../../src/apps/console/cases/reuse.ts";
import type { CaseItem, Reused } from "../../src/apps/console/wire.ts";

const headline = (sha256: string, other: string, visit = "v") => ({
  headline: { code: "photo_reused", params: { sha256, other_sha256: other, other_visit_id: visit, other_period: 202610 } },
});
const pair = (sha256: string, visit: string): Reused => ({
  sha256,
  same_bytes: false,
  agreement: 946,
  turn: 0,
  mirrored: false,
  elsewhere: false,
  earlier: { visit_id: visit, sha256: "x", period: "2026-10", taken_at: "2026-10-24T08:30:00Z", person: null, point: null, state: "whole" },
});

test("the very same file is called that, a look-alike isn't", () => {
  expect(whyCode(headline("a", "a"))).toBe("photo_reused_same");
  expect(whyCode(headline("a", "b"))).toBe("photo_reused");
  expect(whyCode({ headline: { code: "VEE-04", params: {} } })).toBe("VEE-04");
});

test("the pair of the headline is looked at first, else the first one found", () => {
  const item = headline("a", "x", "w") as unknown as CaseItem;
  const pairs = [pair("a", "v"), pair("a", "w")];
  expect(reuseOf({ case: item, reused: pairs })).toBe(pairs[1]);
  expect(reuseOf({ case: headline("b", "x") as unknown as CaseItem, reused: pairs })).toBe(pairs[0]);
  expect(reuseOf({ case: item, reused: [] })).toBeNull();
});

test("how one picture lies to the other is said only when they lie differently", () => {
  expect(turnCode({ turn: 0, mirrored: false })).toBeNull();
  expect(turnCode({ turn: 90, mirrored: false })).toBe("turned");
  expect(turnCode({ turn: 0, mirrored: true })).toBe("mirrored");
  expect(turnCode({ turn: 270, mirrored: true })).toBe("turned_mirrored");
});
