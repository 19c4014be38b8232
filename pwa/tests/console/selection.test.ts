import { describe, expect, it } from "vitest";
import { between, matches, parseRanges, type Stop, toggleAll } from "../../src/apps/console/assign/selection.ts";

const stop: Stop = {
  id: "a",
  sequence: 12,
  state: "open",
  pointNumber: "MP-0012",
  address: "桥头村3组12号",
  accountName: "用户 12",
  assetNumber: "0000000000000000048217",
  box: "BX0042",
};

const chosen = (text: string, last = 40): number[] => {
  const ranges = parseRanges(text, last);
  return ranges.ok ? Array.from({ length: last }, (_, index) => index + 1).filter(ranges.has) : [];
};

describe("ranges of stops", () => {
  it("take numbers, ranges and open ends, however they are parted", () => {
    expect(chosen("3, 7-9")).toEqual([3, 7, 8, 9]);
    expect(chosen("3、7至9")).toEqual([3, 7, 8, 9]);
    expect(chosen("7 – 9 38-")).toEqual([7, 8, 9, 38, 39, 40]);
  });

  it("name the part that can't be understood", () => {
    expect(parseRanges("3, x", 40)).toEqual({ ok: false, part: "x" });
    expect(parseRanges("9-3", 40)).toEqual({ ok: false, part: "9-3" });
  });

  it("mean nothing when empty", () => {
    expect(chosen("  ")).toEqual([]);
  });
});

describe("searching stops", () => {
  it("finds by the tail of a number, by address and by box, all words together", () => {
    expect(matches(stop, "48217")).toBe(true);
    expect(matches(stop, "桥头 bx0042")).toBe(true);
    expect(matches(stop, "桥头 bx0043")).toBe(false);
    expect(matches(stop, "")).toBe(true);
  });
});

describe("selecting", () => {
  it("a header's box adds all, then removes all, and leaves others alone", () => {
    const some = toggleAll(new Set(["x", "a"]), ["a", "b"]);
    expect([...some].sort()).toEqual(["a", "b", "x"]);
    expect([...toggleAll(some, ["a", "b"])]).toEqual(["x"]);
  });

  it("reaches from the last touched to this one, in either direction", () => {
    expect(between(["a", "b", "c", "d"], "c", "a")).toEqual(["a", "b", "c"]);
    expect(between(["a", "b"], "gone", "b")).toEqual(["b"]);
  });
});
