import { describe, expect, it } from "vitest";
import { type AskedRegister, isFull, isThisMeter, keepDigits, restored, stepsOf, wireValue } from "../../src/apps/report/steps.ts";
import { takeToken, tokenIn } from "../../src/apps/report/token.ts";

const register = (id: string, position: number, digits = 5, decimals = 1): AskedRegister => ({
  id,
  position,
  digits,
  decimals,
  kind: "cumulative",
  direction: "forward",
  band: "total",
  unit: "kWh",
});

describe("the customer's steps", () => {
  it("ask one thing at a time: meter, each register in the display's order, photo, send", () => {
    const steps = stepsOf([register("b", 2), register("a", 1)]);
    expect(steps.map((step) => (step.at === "value" ? step.register.id : step.at))).toEqual(["meter", "a", "b", "photo", "send"]);
  });

  it("take digits only, as many as the dial has", () => {
    expect(keepDigits("0432 1.6x9", register("a", 1))).toBe("043216");
    expect(isFull("04321", register("a", 1))).toBe(false);
    expect(isFull("043216", register("a", 1))).toBe(true);
  });

  it("write the value as the wire does", () => {
    expect(wireValue("043216", register("a", 1))).toBe("4321.6");
    expect(wireValue("000000", register("a", 1))).toBe("0");
    expect(wireValue("000050", register("a", 1))).toBe("5");
    expect(wireValue("000005", register("a", 1))).toBe("0.5");
    expect(wireValue("04321", register("a", 1, 5, 0))).toBe("4321");
  });

  it("know the meter by the end of its number, and never by less than four digits", () => {
    expect(isThisMeter("0000000000000000048217", "048217")).toBe(true);
    expect(isThisMeter("0000000000000000048218", "048217")).toBe(false);
    expect(isThisMeter("217", "217")).toBe(false);
  });

  it("go on where the tab was left, unless it was another meter's", () => {
    const draft = JSON.stringify({ id: "x", step: 2, meter: null, digits: { a: "04" }, note: "", receipt: null });
    expect(restored(draft, [register("a", 1)])?.digits).toEqual({ a: "04" });
    expect(restored(draft, [register("z", 1)])).toBeNull();
    expect(restored("{", [register("a", 1)])).toBeNull();
    expect(restored(null, [])).toBeNull();
  });
});

class Tab implements Storage {
  private readonly held = new Map<string, string>();
  get length(): number {
    return this.held.size;
  }
  clear(): void {
    this.held.clear();
  }
  getItem(key: string): string | null {
    return this.held.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.held.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.held.delete(key);
  }
  setItem(key: string, value: string): void {
    this.held.set(key, value);
  }
}

describe("the invitation's token", () => {
  const address = (hash: string): Location => ({ hash, pathname: "/r" }) as Location;

  it("is taken from the fragment and leaves the address bar", () => {
    const replaced: string[] = [];
    const history = { replaceState: (_: unknown, __: string, to: string) => replaced.push(to) } as unknown as History;
    const tab = new Tab();
    expect(takeToken(address("#t=abcdefghijklmnop1234"), tab, history)).toBe("abcdefghijklmnop1234");
    expect(replaced).toEqual(["/r"]);
    expect(takeToken(address(""), tab, history)).toBe("abcdefghijklmnop1234");
  });

  it("drops what was begun under another token", () => {
    const tab = new Tab();
    tab.setItem("report.draft", "{}");
    tab.setItem("report.token", "an-older-token-000000");
    takeToken(address("#t=abcdefghijklmnop1234"), tab, { replaceState: () => undefined } as unknown as History);
    expect(tab.getItem("report.draft")).toBeNull();
  });

  it("must look like one", () => {
    expect(tokenIn("#t=short")).toBeNull();
    expect(tokenIn("#t=<script>alert(1)</script>aaaaaaa")).toBeNull();
    expect(tokenIn("#/other")).toBeNull();
  });
});
