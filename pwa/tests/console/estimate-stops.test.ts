import { describe, expect, it } from "vitest";
import { valuesBy, whys } from "../../src/apps/console/release/stand-in.ts";
import type { MissingStop } from "../../src/apps/console/wire.ts";

const register = { id: "r1", digits: 5, decimals: 1, band: "total", direction: "forward", kind: "cumulative", unit: "kWh" };
const stop = {
  registers: [{ register, previous: "4600" }],
  choices: [{ method: "linear", values: [{ register_id: "r1", value: "4750.5" }] }],
} as unknown as MissingStop;

describe("stops that are estimated", () => {
  it("show a method's value as the dial would, and a dash where it knows too little", () => {
    expect(valuesBy(stop, "linear")).toBe("04750.5");
    expect(valuesBy(stop, "last_year")).toBe("–");
  });
  it("say why some were left, the most frequent reason first", () => {
    const left = ["read", "no_estimate", "no_estimate"].map((why, i) => ({ task_id: String(i), why }));
    expect(whys(left)).toEqual([
      ["no_estimate", 2],
      ["read", 1],
    ]);
  });
});
