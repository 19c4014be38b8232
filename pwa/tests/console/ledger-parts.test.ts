import { expect, it } from "vitest";
import { addressOf, asked, partOf } from "../../src/apps/console/ledger/parts.ts";

it("a part of the ledger has an address that leads back to it", () => {
  expect(addressOf("all", "left over")).toBe("/ledger");
  expect(addressOf("area")).toBe("/ledger?by=area");
  const at = new URLSearchParams(addressOf("area", "a1").split("?")[1]);
  expect([partOf(at.get("by")), at.get("id")]).toEqual(["area", "a1"]);
});

it("an address nobody made leads to the whole branch", () => {
  expect(partOf(null)).toBe("all");
  expect(partOf("meter")).toBe("all");
});

it("the server is asked for what was chosen, and for nothing else", () => {
  expect(asked("all", "")).toEqual({});
  expect(asked("run", "r")).toEqual({ run_id: "r" });
  expect(asked("reader", "p")).toEqual({ holder_id: "p" });
  expect(asked("area", "a")).toEqual({ area_id: "a" });
});
