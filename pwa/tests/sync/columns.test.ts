/** The compact form of a pull becomes what the plain one says: shared vectors, and as many as tests/contract/test_columns.py makes. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PullAnswer } from "../../src/domain/types.ts";
import { type Column, type CompactAnswer, plain, rowsOf } from "../../src/sync/columns.ts";
import { task } from "../support/phone.ts";

interface Vector {
  readonly title: string;
  readonly rows: readonly unknown[];
  readonly column: Column;
}
const read = (path: string | URL): Vector[] => JSON.parse(readFileSync(path, "utf8")) as Vector[];
const VECTORS = read(new URL("../../../tests/contract/columns.json", import.meta.url));
const path = process.env["MANY_COLUMNS"];
const many = path === undefined ? [] : read(path);

describe("a column", () => {
  test.each(VECTORS)("$title", ({ rows, column }) => {
    expect(rowsOf(column, rows.length)).toEqual(rows);
  });

  // The title is looked for by who started this.
  test.skipIf(path === undefined)(`${many.length} by chance`, () => {
    for (const { rows, column } of many) expect(rowsOf(column, rows.length)).toEqual(rows);
  });

  test("one of a form that this app doesn't know is an error, not an empty round", () => {
    expect(() => rowsOf({ later: [1] } as unknown as Column, 1)).toThrow("no such column: later");
  });
});

describe("an answer", () => {
  const rest = { cursor: "c", page: null, snapshot: true, more: false, runs: [], verdicts: [], orders: [] } as unknown as PullAnswer;
  const empty = { ...rest, tasks: [], states: [], gone: [] };

  test("in the plain form stays as it is", () => {
    const answer = { ...empty, tasks: [task(10)] };
    expect(plain(answer)).toEqual(answer);
  });

  test("in columns says of a whole task what the plain form says beside it", () => {
    const one = task(10);
    const other = { task_id: task(20).id, version: 2, state: "read", holding: "read" };
    const answer: CompactAnswer = {
      ...empty,
      compact: {
        form: 1,
        tasks: { rows: 1, column: [{ ...one, holding: "open" }] },
        states: { rows: 1, column: [other] },
      },
    };
    const told = { task_id: one.id, version: one.version, state: one.state, holding: "open" };
    expect(plain(answer)).toEqual({ ...empty, tasks: [one], states: [told, other] });
  });
});
