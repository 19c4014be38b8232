import { describe, expect, test } from "vitest";
import { Identifiers } from "../../src/domain/identify.ts";
import { balances, doneBefore, type Held, holdingOf, ledger, type Mine } from "../../src/domain/ledger.ts";
import { choose, filterOf, nextOpen } from "../../src/domain/stops.ts";

const held = (over: Partial<Held>): Held => ({ state: "open", holding: null, gone: null, mine: null, ...over });
const said = (did: "read" | "skipped" | "returned", outcome: Mine["outcome"] = null): Mine => ({ entry_id: "e", did, outcome });
const mine: (...of: Parameters<typeof said>) => Held["mine"] = said;

describe("ledger", () => {
  test.each([
    [held({}), "open"],
    [held({ state: "read" }), "read"],
    [held({ mine: mine("read") }), "read"],
    [held({ mine: mine("skipped", "applied") }), "skipped"],
    [held({ mine: mine("read", "contested"), gone: "moved" }), "contested"],
    [held({ mine: mine("read", "quarantined") }), "open"],
    [held({ mine: mine("read", "conflict"), gone: "cancelled" }), "cancelled"],
    [held({ mine: { ...said("read", "contested"), reason: "period_closed" } }), "contested"],
    [held({ mine: { ...said("returned", "applied"), reason: "says_less", before: "read" } }), "read"],
    [held({ mine: { ...said("skipped", "applied"), reason: "says_less" } }), "skipped"],
    [held({ mine: { ...said("read", "duplicate"), reason: "same_again", before: "contested" } }), "contested"],
    [held({ holding: "contested", mine: { ...said("read", "contested"), settled: true } }), "contested"],
    [held({ gone: "moved" }), "moved"],
    [held({ gone: "moved", holding: "read" }), "read"],
    [held({ state: "closed_elsewhere", holding: "closed_elsewhere" }), "closed_elsewhere"],
  ] as const)("%o is %s", (task, expected) => {
    expect(holdingOf(task)).toBe(expected);
  });

  test("what was done before is remembered by what is done next, and only that", () => {
    expect(doneBefore(held({ mine: mine("read", "applied") }))).toEqual({ before: "read" });
    expect(doneBefore(held({ mine: mine("read", "contested") }))).toEqual({ before: "contested" });
    expect(doneBefore(held({ mine: mine("returned") }))).toEqual({});
    expect(doneBefore(held({}))).toEqual({});
  });

  test("P8: every task is in exactly one state", () => {
    const counts = ledger([held({}), held({ gone: "moved" }), held({ mine: mine("returned") })]);
    expect(counts).toMatchObject({ ever: 3, open: 1, moved: 1, returned: 1 });
    expect(balances(counts)).toBe(true);
    expect(balances({ ...counts, open: 0 })).toBe(false);
  });
});

describe("whose number is it", () => {
  const all = new Identifiers([
    { task_id: "a", numbers: ["4130001234567890048217", "S-048217", "P1"], box: { id: "box1", barcode: "X-7001" } },
    { task_id: "b", numbers: ["4130001234567890771036", "9182657", null], box: { id: "box1", barcode: "X-7001" } },
    { task_id: "c", numbers: ["4130001234567890771036"], box: null },
  ]);

  test("any of its identifiers, in any spelling", () => {
    expect(all.scanned("4130001234567890048217")).toMatchObject({ kind: "meter", task_ids: ["a"] });
    expect(all.scanned("s048217")).toMatchObject({ task_ids: ["a"] });
    expect(all.scanned("4130 0012 3456 7890 0482 17")).toMatchObject({ task_ids: ["a"] });
  });

  test("one code may hold a serial and a date", () => {
    expect(all.scanned("9182657 02/18")).toMatchObject({ task_ids: ["b"] });
    expect(all.scanned("http://x/m?n=4130001234567890048217&d=1")).toMatchObject({ task_ids: ["a"] });
  });

  test("a box opens its meters; strangers and scraps open nothing", () => {
    expect(all.scanned("x7001")).toMatchObject({ kind: "box", box_id: "box1" });
    expect(all.scanned("5901234123457")).toBeNull();
    expect(all.scanned("P1")).toBeNull();
  });

  test("last digits, unique in the round", () => {
    expect(all.tail("8217")).toEqual(["a"]);
    expect([...all.tail("1036")].sort()).toEqual(["b", "c"]);
    expect(all.tail("")).toEqual([]);
  });
});

describe("list", () => {
  const stop = (id: string, sequence: number, holding = "open" as const) => ({
    id,
    run_id: "r",
    sequence,
    holding,
    haystack: `${id} 桥头村 ${sequence} 号`,
  });
  const stops = [stop("a", 1), { ...stop("b", 2), holding: "read" as const }, stop("c", 3), { ...stop("d", 4), holding: "moved" as const }];

  test("filters, searches, turns round", () => {
    expect(choose(stops, { filter: "open", search: "", reverse: true }).map((one) => one.id)).toEqual(["c", "a"]);
    expect(choose(stops, { filter: "all", search: "桥头村 3", reverse: false }).map((one) => one.id)).toEqual(["c"]);
    expect(filterOf("moved")).toBe("returned");
    expect(filterOf("contested")).toBe("done");
  });

  test("the next open stop, going round once", () => {
    expect(nextOpen(stops, "a", false)?.id).toBe("c");
    expect(nextOpen(stops, "c", false)?.id).toBe("a");
    expect(nextOpen(stops, "a", true)?.id).toBe("c");
    expect(nextOpen([stop("a", 1)], "a", false)).toBeNull();
  });
});
