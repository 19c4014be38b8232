import { describe, expect, it } from "vitest";
import { endsIn, type Group, grouped, type PracticeMeter, shown } from "../../src/apps/practice/meters.ts";

const meter = (sequence: number, box: PracticeMeter["box"] = null): PracticeMeter => ({
  sequence,
  point: { number: `P${sequence}`, address: "" },
  asset_number: `00000000000000000${1000 + sequence}`,
  serial_number: `9${sequence}`,
  comm_address: "",
  model: "",
  phases: 1,
  box,
  registers: [],
});
const box = (row: number | null, column: number | null): PracticeMeter["box"] => ({
  barcode: "BX1",
  address: "",
  rows: 2,
  columns: 2,
  row,
  column,
});

describe("the practice meters", () => {
  it("show every place of their dial", () => {
    expect(shown({ digits: 5, decimals: 1, value: "4321.6" })).toBe("04321.6");
    expect(shown({ digits: 5, decimals: 2, value: "7" })).toBe("00007.00");
    expect(shown({ digits: 5, decimals: 0, value: "4321.9" })).toBe("04321");
    expect(shown({ digits: 4, decimals: 0, value: "12345" })).toBe("2345");
  });

  it("stand in their box where they hang, empty places included", () => {
    const [single, group] = grouped([meter(1), meter(2, box(1, 2)), meter(3, box(2, 1))]) as [PracticeMeter, Group];
    expect(single.sequence).toBe(1);
    expect(group.places.map((place) => place?.sequence ?? null)).toEqual([null, 2, 3, null]);
  });

  it("are never lost when two claim one place or none is known", () => {
    const [group] = grouped([meter(1, box(1, 1)), meter(2, box(1, 1)), meter(3, box(null, null)), meter(4, box(9, 9))]) as [Group];
    expect(group.places.filter(Boolean)).toHaveLength(4);
  });

  it("are found by the end of any number", () => {
    expect(endsIn(meter(7), "1007")).toBe(true);
    expect(endsIn(meter(7), "97")).toBe(true);
    expect(endsIn(meter(7), "1008")).toBe(false);
  });
});
