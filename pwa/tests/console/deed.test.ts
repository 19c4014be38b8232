import { describe, expect, it } from "vitest";
import { fits, plainValue } from "../../src/apps/console/cases/deed.ts";

describe("values that a decision sends", () => {
  it("are written as on the wire: no leading zeros but one, no trailing ones", () => {
    expect(["04321.60", "4321", "0", "000", "0.50", "12.", "1200"].map(plainValue)).toEqual([
      "4321.6",
      "4321",
      "0",
      "0",
      "0.5",
      "12",
      "1200",
    ]);
  });

  it("take a decimal comma and stay as they are when they aren't decimals", () => {
    expect(["4321,6", " 12 ", "12a", "-3", ""].map(plainValue)).toEqual(["4321.6", "12", "12a", "-3", ""]);
  });

  it("must fit the dial", () => {
    expect(fits("04321.6", 5, 1)).toBe(true);
    expect(fits("104321.6", 5, 1)).toBe(false);
    expect(fits("4321.65", 5, 1)).toBe(false);
    expect(fits("4321.50", 5, 1)).toBe(true);
    expect(fits("", 5, 1)).toBe(false);
    expect(fits("-1", 5, 1)).toBe(false);
  });
});
