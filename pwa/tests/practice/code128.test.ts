import { describe, expect, it } from "vitest";
import { barcode, symbols } from "../../src/apps/practice/code128";

describe("Code 128", () => {
  it("packs an even run of digits in pairs, with the check symbol of the standard's arithmetic", () => {
    // 105 + 1·12 + 2·34 + 3·56 = 353; 353 mod 103 = 44
    expect(symbols("123456")).toEqual([105, 12, 34, 56, 44]);
  });

  it("writes letters in set B", () => {
    // The worked example of most textbooks: PJJ123C in set B has check symbol 54 from start A; from start B it is 55.
    expect(symbols("PJJ123C")).toEqual([104, 48, 42, 42, 17, 18, 19, 35, 55]);
  });

  it("ends an odd run with its last digit in set B", () => {
    expect(symbols("12345").slice(0, -1)).toEqual([105, 12, 34, 100, 21]);
  });

  it("changes to pairs after a prefix of letters", () => {
    expect(symbols("BX0042").slice(0, -1)).toEqual([104, 34, 56, 99, 0, 42]);
  });

  it("keeps an odd tail readable: one digit in B, then pairs", () => {
    expect(symbols("X12345").slice(0, -1)).toEqual([104, 56, 17, 99, 23, 45]);
  });

  it("does not leave set B for a short run in the middle", () => {
    expect(symbols("A1234B").slice(0, -1)).toEqual([104, 33, 17, 18, 19, 20, 34]);
  });

  it("makes a 22-digit asset number 13 symbols and a stop wide, with quiet zones", () => {
    const { bars, modules } = barcode("0000000000000000048217");
    expect(modules).toBe(13 * 11 + 13 + 20);
    expect(bars).toHaveLength(13 * 3 + 4);
    expect(bars[0]).toEqual({ x: 10, width: 2 });
    const last = bars[bars.length - 1];
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBe(modules - 10);
  });

  it("every symbol is eleven modules wide", () => {
    for (let code = 32; code < 127; code += 1) expect(barcode(`~${String.fromCharCode(code)}~`).modules).toBe(5 * 11 + 13 + 20);
  });

  it("refuses what it cannot print", () => {
    expect(() => symbols("电")).toThrow(RangeError);
    expect(() => symbols("")).toThrow(RangeError);
  });
});
