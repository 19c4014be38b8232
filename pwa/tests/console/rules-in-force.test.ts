/** Which thresholds hold: picked in the office as the server picks them. */
import { describe, expect, it } from "vitest";
import { numbersOf, setting, share } from "../../src/apps/console/rules/in-force.ts";
import type { Threshold } from "../../src/apps/console/rules/wire.ts";

const made = (change: Partial<Threshold>): Threshold => ({
  id: "1",
  rule: "VEE-04",
  branch_id: 1,
  customer_class: null,
  valid_from: "2026-01-01",
  version: 1,
  numbers: { case_z_e2: 500 },
  reason: null,
  set_at: "2026-01-01T00:00:00Z",
  set_by: null,
  ...change,
});
const here = { branchId: 1, customerClass: null, day: "2026-11-10" };

describe("thresholds in force", () => {
  it("are the defaults where nothing was set", () => {
    const rule = { code: "VEE-04", version: 1, where: "phone", defaults: { case_z_e2: 400, floor_kwh: 10 } } as const;
    expect(numbersOf(rule, setting([], "VEE-04", here))).toEqual({ case_z_e2: 400, floor_kwh: 10 });
    expect(numbersOf(rule, made({}))).toEqual({ case_z_e2: 500, floor_kwh: 10 });
  });

  it("are the newest that applies, the more specific first", () => {
    const everywhere = made({ id: "all", branch_id: null, valid_from: "2026-06-01", version: 9 });
    const old = made({ id: "old" });
    const later = made({ id: "later", valid_from: "2026-02-01" });
    const homes = made({ id: "homes", customer_class: "residential" });
    const items = [everywhere, old, later, homes];
    expect(setting(items, "VEE-04", here)?.id).toBe("later");
    expect(setting(items, "VEE-04", { ...here, customerClass: "residential" })?.id).toBe("homes");
    expect(setting(items, "VEE-04", { ...here, customerClass: "industrial" })?.id).toBe("later");
    expect(setting([everywhere], "VEE-04", here)?.id).toBe("all");
  });

  it("aren't those of another rule, another branch, or a day to come", () => {
    expect(setting([made({ rule: "VEE-05" }), made({ branch_id: 2 }), made({ valid_from: "2026-11-11" })], "VEE-04", here)).toBeUndefined();
  });
});

describe("how often a rule was right", () => {
  it("counts what was decided only", () => {
    expect(share({ right: 2, accepted: 1 })).toBe(67);
    expect(share({ right: 0, accepted: 0 })).toBeNull();
  });
});
