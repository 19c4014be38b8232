import { describe, expect, it } from "vitest";
import { changeText, compare, gapless, periodsBetween, shiftPeriod } from "../../src/apps/console/chart/comparison.ts";
import { type Box, draw, type Month, nearest, niceStep } from "../../src/apps/console/chart/geometry.ts";

const box: Box = { width: 640, height: 180, left: 40, right: 20, top: 10, bottom: 20 };
const month = (period: string, value: number | null, band: [number, number] | null = null, estimated = false): Month => ({
  period,
  value,
  estimated,
  lo: band?.[0] ?? null,
  hi: band?.[1] ?? null,
});

describe("the history chart", () => {
  it("keeps time true: months stand at equal distances, the doubtful one last", () => {
    const drawn = draw([month("2026-09", 140), month("2026-10", 150), month("2026-11", null)], 656, 156, box);
    expect(drawn.columns).toEqual([40, 330, 620]);
    expect(drawn.now?.x).toBe(620);
    expect(drawn.candidate?.x).toBe(620);
    expect(drawn.candidate?.y).toBeGreaterThan(drawn.now?.y ?? 0);
  });

  it("breaks the line where a month is unknown", () => {
    const drawn = draw([month("2026-07", 1), month("2026-08", 2), month("2026-09", null), month("2026-10", 3)], null, null, box);
    expect(drawn.lines).toHaveLength(2);
    expect(drawn.dots.map((dot) => dot.index)).toEqual([0, 1, 3]);
  });

  it("does not connect the doubtful value with the line of known months", () => {
    const drawn = draw([month("2026-10", 150), month("2026-11", null)], 656, null, box);
    expect(drawn.dots).toHaveLength(1);
  });

  it("draws what lies far beyond at the edge and says so", () => {
    const drawn = draw([month("2026-09", 140), month("2026-10", 150), month("2026-11", null)], 99_000, null, box);
    expect(drawn.now).toMatchObject({ beyond: "above", y: 10, value: 99_000 });
    const usual = drawn.dots[1]?.y ?? 0;
    expect(160 - usual).toBeGreaterThan(20);
  });

  it("is not flattened by one month of the history that is far from all others", () => {
    const drawn = draw([month("2026-06", 19_038), ...["07", "08", "09", "10"].map((one) => month(`2026-${one}`, 200))], null, null, box);
    expect(drawn.dots[0]).toMatchObject({ beyond: "above", y: 10 });
    expect(drawn.zero - (drawn.dots[1]?.y ?? 0)).toBeGreaterThan(60);
  });

  it("shows a backward value below zero", () => {
    const drawn = draw([month("2026-10", 100), month("2026-11", null)], -50, null, box);
    expect(drawn.now?.beyond).toBeNull();
    expect(drawn.now?.y).toBeGreaterThan(drawn.zero);
  });

  it("draws a band polygon a stretch, and one with a width where it is a single month", () => {
    const drawn = draw(
      [month("2026-09", 5, [4, 6]), month("2026-10", 5, [4, 6]), month("2026-11", 5), month("2026-12", 5, [4, 6])],
      null,
      null,
      box,
    );
    expect(drawn.bands).toHaveLength(2);
    const corners = [...(drawn.bands[1] ?? "").matchAll(/([\d.]+) ([\d.]+)/g)].map((found) => Number(found[1]));
    expect(Math.max(...corners) - Math.min(...corners)).toBeGreaterThan(20);
  });

  it("survives empty histories and all zeros", () => {
    expect(draw([], null, null, box).lines).toEqual([]);
    expect(draw([month("2026-10", 0), month("2026-11", 0)], null, null, box).dots.every((dot) => Number.isFinite(dot.y))).toBe(true);
  });

  it("labels January with its year", () => {
    const drawn = draw([month("2025-12", 1), month("2026-01", 1), month("2026-02", 1)], null, null, box);
    expect(drawn.years).toEqual([{ x: 330, label: "2026" }]);
  });

  it("steps the axis in numbers people count in", () => {
    expect([0.7, 1, 1.2, 23, 240, 333, 600].map(niceStep)).toEqual([1, 1, 2, 25, 250, 500, 1000]);
  });

  it("finds the month under the pointer", () => {
    expect([0, 100, 190, 480, 999].map((x) => nearest([40, 330, 620], x))).toEqual([0, 0, 1, 2, 2]);
  });
});

describe("环比 and 同比", () => {
  it("shift over the turn of the year", () => {
    expect(shiftPeriod("2026-01", -1)).toBe("2025-12");
    expect(shiftPeriod("2025-12", 1)).toBe("2026-01");
    expect(periodsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  });

  it("compare with the month before and the year before", () => {
    const found = compare([month("2025-11", 152), month("2026-10", 150)], "2026-11", 656.4);
    expect(changeText(found.monthOnMonth ?? 0)).toBe("+338 %");
    expect(changeText(found.yearOnYear ?? 0)).toBe("+332 %");
  });

  it("have no answer where there is nothing to compare with", () => {
    expect(compare([month("2026-10", 0), month("2025-11", null)], "2026-11", 5)).toEqual({ monthOnMonth: null, yearOnYear: null });
  });

  it("say a factor where a percentage is no longer read", () => {
    expect([9, 65.2, 0, -0.12, -0.004].map(changeText)).toEqual(["×10", "×66", "±0 %", "−12 %", "±0 %"]);
  });

  it("fill missing months so that the axis is true to time", () => {
    const filled = gapless([month("2026-07", 1), month("2026-09", 2)], "2026-10");
    expect(filled.map((entry) => [entry.period, entry.value])).toEqual([
      ["2026-07", 1],
      ["2026-08", null],
      ["2026-09", 2],
      ["2026-10", null],
    ]);
  });
});
