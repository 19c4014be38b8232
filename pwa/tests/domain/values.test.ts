import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonical } from "../../src/domain/canonical.ts";
import { advance, boxesOf, fits, modulus, wireValue } from "../../src/domain/dial.ts";
import { floorDiv, formatE4, multiplyE4, parseE4 } from "../../src/domain/scaled.ts";

describe("scaled values", () => {
  test.each([
    ["4821.6", 48_216_000n, "4821.6"],
    ["0", 0n, "0"],
    ["00048.20", 482_000n, "48.2"],
    ["-3.0001", -30_001n, "-3.0001"],
    ["99999999.9999", 999_999_999_999n, "99999999.9999"],
  ])("%s", (text, value, back) => {
    expect(parseE4(text)).toBe(value);
    expect(formatE4(value)).toBe(back);
  });

  test.each(["", "1e5", "1.00001", "+1", ".5", "1.", "12 3", "--1", "9".repeat(16), "١"])("refuses %j", (text) => {
    expect(() => parseE4(text)).toThrow(RangeError);
  });

  test("products round half away from zero, quotients down", () => {
    expect(multiplyE4(parseE4("0.0001"), parseE4("0.5"))).toBe(1n);
    expect(multiplyE4(parseE4("-0.0001"), parseE4("0.5"))).toBe(-1n);
    expect(multiplyE4(parseE4("12.5"), parseE4("80"))).toBe(parseE4("1000"));
    expect(floorDiv(-7n, 2n)).toBe(-4n);
    expect(floorDiv(7n, 2n)).toBe(3n);
  });
});

describe("dial", () => {
  test("boxes and wire value are two ways to write the same", () => {
    expect(wireValue("048216", 1)).toBe("4821.6");
    expect(wireValue("000000", 0)).toBe("0");
    expect(boxesOf("4821.6", 5, 1)).toBe("048216");
    expect(boxesOf("7", 6, 2)).toBe("00000700");
  });

  test("what a dial can show", () => {
    expect(fits(parseE4("99999.9"), 5, 1)).toBe(true);
    expect(fits(parseE4("100000"), 5, 1)).toBe(false);
    expect(fits(parseE4("1.25"), 5, 1)).toBe(false);
  });

  test("round the end only when that is an advance that may be", () => {
    const span = modulus(5);
    expect(advance(parseE4("99990"), parseE4("120"), span, parseE4("300"))).toEqual({ e4: parseE4("130"), rolled: true });
    expect(advance(parseE4("99990"), parseE4("120"), span, parseE4("100"))).toEqual({ e4: parseE4("-99870"), rolled: false });
    expect(advance(parseE4("60000"), parseE4("30000"), span, parseE4("90000")).rolled).toBe(false);
  });
});

describe("canonical JSON", () => {
  test("keys sorted by UTF-16, no spaces, nothing lost", () => {
    expect(canonical({ b: 1, a: [true, null, "ü\n"], "€": "x", "\ud83d\ude00": 0, aa: {} })).toBe(
      '{"a":[true,null,"ü\\n"],"aa":{},"b":1,"€":"x","😀":0}',
    );
    expect(canonical({ gone: undefined, kept: -0 })).toBe('{"kept":0}');
  });

  test("refuses what two implementations would write differently", () => {
    expect(() => canonical(0.1)).toThrow(TypeError);
    expect(() => canonical(2 ** 53)).toThrow(TypeError);
  });

  test("a lone surrogate becomes the replacement character, so that its bytes can be stored", () => {
    expect(canonical("a\ud800b")).toBe('"a\ufffdb"');
    expect(canonical("😀")).toBe('"😀"');
    expect(
      createHash("sha256")
        .update(canonical({ text: "门闭" }))
        .digest("hex"),
    ).toHaveLength(64);
  });
});
