/** Runs × readers: who holds how much of what. Pure. */
import type { Person, Run } from "../wire.ts";

export interface Matrix {
  readers: Person[];
  rows: { run: Run; cells: number[]; unassigned: number }[];
  totals: number[];
  unassigned: number;
}

/** Every reader of the branch has a column, also those without work, and so has everybody who holds something. */
export function matrixOf(runs: readonly Run[], readers: readonly Person[]): Matrix {
  const columns = new Map(readers.map((person) => [person.id, person]));
  for (const run of runs) for (const one of run.holders) if (!columns.has(one.person.id)) columns.set(one.person.id, one.person);
  const people = [...columns.values()];
  const rows = runs.map((run) => {
    const held = new Map(run.holders.map((one) => [one.person.id, one.tasks]));
    const cells = people.map((person) => held.get(person.id) ?? 0);
    return { run, cells, unassigned: run.unassigned };
  });
  return {
    readers: people,
    rows,
    totals: people.map((_, index) => rows.reduce((sum, row) => sum + (row.cells[index] ?? 0), 0)),
    unassigned: rows.reduce((sum, row) => sum + row.unassigned, 0),
  };
}

/** What became of a move, in numbers and reasons: {why → how many}. */
export function whysOf(skipped: readonly { why: string }[]): [string, number][] {
  const found = new Map<string, number>();
  for (const one of skipped) found.set(one.why, (found.get(one.why) ?? 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1]);
}
