import { describe, expect, it } from "vitest";
import { CELL, display } from "../../src/apps/practice/segments";

const bars = (path: string): number => path.split("Z").length - 1;

describe("the practice meters' display", () => {
  it("lights as many segments as the digit has", () => {
    const lit = [...Array(10).keys()].map((digit) => bars(display(String(digit)).lit));
    expect(lit).toEqual([6, 2, 5, 5, 4, 5, 6, 3, 7, 6]);
  });

  it("no two digits look alike", () => {
    const shapes = new Set([...Array(10).keys()].map((digit) => display(String(digit)).lit));
    expect(shapes.size).toBe(10);
  });

  it("shows every segment of a cell, lit or dark", () => {
    const drawn = display("04321.6");
    expect(bars(drawn.lit) + bars(drawn.dark)).toBe(6 * 7);
  });

  it("puts the point between two digits without taking a cell", () => {
    const drawn = display("12.3");
    expect(drawn.width).toBe(3 * CELL.width + 2 * CELL.gap);
    expect(drawn.points).toHaveLength(1);
    expect(drawn.points[0]?.x).toBe(2 * CELL.width + 1.5 * CELL.gap);
  });

  it("refuses letters", () => {
    expect(() => display("A")).toThrow(RangeError);
  });
});
