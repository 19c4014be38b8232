import { describe, expect, it } from "vitest";
import { matrixOf, whysOf } from "../../src/apps/console/assign/matrix.ts";
import { likeliest, suggestion } from "../../src/apps/console/cases/likeliest.ts";
import { monthsOf } from "../../src/apps/console/chart/months.ts";
import { contactState } from "../../src/apps/console/frame/contact.tsx";
import { balances } from "../../src/apps/console/frame/ledger-card.tsx";
import { rowsInSight } from "../../src/apps/console/frame/windowed.tsx";
import { needed } from "../../src/apps/console/imports/sending.ts";
import { moved, toggled } from "../../src/apps/console/release/columns.ts";
import type { CaseDetail, CaseReading, Hypothesis, ImportKind, Run, TaskCounts } from "../../src/apps/console/wire.ts";

const reading = { value: "4821.6", register: { id: "r" } } as CaseReading;
const guess = (code: string, value: string | null = null, register_id = "r"): Hypothesis => ({
  code,
  params: {},
  register_id,
  value,
  odds: 50,
});
const detail = (
  kind: string,
  hypotheses: Hypothesis[],
  allowed: CaseDetail["decisions_allowed"] = ["accept", "correct", "re_read"],
): CaseDetail => ({ case: { kind }, hypotheses, decisions_allowed: allowed }) as unknown as CaseDetail;

describe("the primary decision", () => {
  it("corrects where a slip explains the value", () => {
    expect(likeliest(detail("implausible", [guess("digit", "4321.6"), guess("real_change", "4821.6")]), reading)).toBe("correct");
    expect(suggestion(guess("digit", "4321.6"), reading)).toBe("4321.6");
    expect(suggestion(guess("real_change", "4821.6"), reading)).toBeNull();
  });

  it("is none where no slip explains the value: that doesn't make it right", () => {
    expect(likeliest(detail("implausible", [guess("real_change", "4821.6")]), reading)).toBeNull();
    expect(likeliest(detail("implausible", []), reading)).toBeNull();
  });

  it("sends somebody again for a copied value and for another meter", () => {
    expect(likeliest(detail("implausible", [guess("copied"), guess("nothing_used", "4821.6")]), reading)).toBe("re_read");
    expect(likeliest(detail("barcode_mismatch", []), reading)).toBe("re_read");
  });

  it("has somebody look on the spot for the multiplier, an exchange not recorded and an empty house", () => {
    for (const code of ["multiplier", "exchange", "vacant"])
      expect(likeliest(detail("implausible", [guess(code), guess("copied")], ["accept", "re_read", "field_check"]), reading)).toBe(
        "field_check",
      );
    expect(likeliest(detail("implausible", [guess("multiplied", "4321.6")]), reading)).toBe("correct");
  });

  it("never is one that isn't allowed, nor another register's", () => {
    expect(likeliest(detail("implausible", [guess("digit", "4321.6")], ["re_read"]), reading)).toBeNull();
    expect(likeliest(detail("implausible", [guess("digit", "1", "other")]), reading)).toBeNull();
  });
});

describe("runs × readers", () => {
  const person = (id: string) => ({ id, name: id });
  const run = (id: string, total: number, held: [string, number][], unassigned: number): Run =>
    ({ id, counts: { total }, holders: held.map(([who, tasks]) => ({ person: person(who), tasks })), unassigned }) as unknown as Run;

  it("gives a column to every reader, also without work, and to whoever holds something", () => {
    const matrix = matrixOf(
      [
        run(
          "x",
          10,
          [
            ["a", 6],
            ["gone", 1],
          ],
          3,
        ),
        run("y", 4, [["a", 4]], 0),
      ],
      [person("a"), person("b")],
    );
    expect(matrix.readers.map((one) => one.id)).toEqual(["a", "b", "gone"]);
    expect(matrix.rows.map((row) => row.cells)).toEqual([
      [6, 0, 1],
      [4, 0, 0],
    ]);
    expect(matrix.totals).toEqual([10, 0, 1]);
    expect(matrix.unassigned).toBe(3);
  });

  it("counts why stops weren't moved, the commonest first", () => {
    expect(whysOf([{ why: "read" }, { why: "already_held" }, { why: "read" }])).toEqual([
      ["read", 2],
      ["already_held", 1],
    ]);
  });
});

describe("the ledger on the screen", () => {
  const tasks: TaskCounts = {
    ever: 8,
    read: 3,
    skipped: 1,
    returned: 1,
    moved: 1,
    contested: 0,
    closed_elsewhere: 1,
    cancelled: 0,
    open: 1,
  };

  it("says so when the states don't add up to what was assigned (P8)", () => {
    expect(balances(tasks)).toBe(true);
    expect(balances({ ...tasks, read: 2 })).toBe(false);
  });
});

describe("long lists", () => {
  it("hold what is in sight and a little more", () => {
    expect(rowsInSight(5000, 44, 0, 440, 8)).toEqual({ first: 0, last: 18 });
    expect(rowsInSight(5000, 44, 44_000, 440, 8)).toEqual({ first: 992, last: 1018 });
    expect(rowsInSight(0, 44, 0, 440)).toEqual({ first: 0, last: 0 });
    expect(rowsInSight(3, 44, 9999, 440)).toEqual({ first: 2, last: 3 });
  });
});

describe("last contact", () => {
  it("tells fresh, silent and never apart", () => {
    const now = Date.parse("2026-11-24T10:00:00Z");
    expect(contactState("2026-11-24T09:50:00Z", now)).toBe("fresh");
    expect(contactState("2026-11-24T09:40:00Z", now)).toBe("silent");
    expect(contactState(null, now)).toBe("never");
  });
});

describe("a register's history", () => {
  it("brings dial and band to energy by the multiplier", () => {
    const history = [{ period: "2026-10", register_id: "r", advance: "10", kwh: "400", estimated: false, lo: "8", hi: "12" }];
    expect(monthsOf(history, "r", 40)).toEqual([{ period: "2026-10", value: 400, estimated: false, lo: 320, hi: 480 }]);
    expect(monthsOf(history, "other", 40)).toEqual([]);
  });
});

describe("what a file needs", () => {
  it("names columns that replace one another together", () => {
    const column = (name: string, group: number | null, required = true) => ({
      name,
      field: name,
      required,
      group,
      example: "",
      aliases: [],
    });
    const kind = {
      columns: [column("户号", 0), column("计量点编号", 0), column("示数", null), column("备注", null, false)],
    } as unknown as ImportKind;
    expect(needed(kind)).toEqual(["户号 / 计量点编号", "示数"]);
  });
});

describe("a column profile", () => {
  const columns = ["a", "b", "c"].map((column) => ({ column, heading: "" }));
  const order = (list: readonly { column: string }[]) => list.map((one) => one.column).join("");

  it("moves columns, and leaves the ends where they are", () => {
    expect(order(moved(columns, 2, -1))).toBe("acb");
    expect(order(moved(columns, 0, -1))).toBe("abc");
    expect(order(moved(columns, 2, 1))).toBe("abc");
    expect(order(columns)).toBe("abc");
  });

  it("adds at the end and takes away", () => {
    expect(order(toggled(columns, "d"))).toBe("abcd");
    expect(order(toggled(columns, "b"))).toBe("ac");
  });
});
