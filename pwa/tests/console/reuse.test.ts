import { expect, test } from "vitest";
import { whyCode } from "../../src/apps/console/cases/reuse.ts";

const reused = (sha256: string, other: string) => ({
  headline: { code: "photo_reused", params: { sha256, other_sha256: other, other_visit_id: "v", other_period: 202610 } },
});

test("the very same file is called that, a look-alike isn't", () => {
  expect(whyCode(reused("a", "a"))).toBe("photo_reused_same");
  expect(whyCode(reused("a", "b"))).toBe("photo_reused");
  expect(whyCode({ headline: { code: "VEE-04", params: {} } })).toBe("VEE-04");
});
