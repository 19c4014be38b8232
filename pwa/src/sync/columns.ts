/**
 * The compact form of a pull: many rows of one shape as columns. A column is a scalar (every row has it), a list (row by row), or an
 * object that says how its rows were shortened. docs/SYNC.md describes it; tests/contract/columns.json holds server and phone to it.
 */
import type { PullAnswer, Task } from "../domain/types.ts";

type Scalar = string | number | boolean | null;
export type Column =
  | Scalar
  | readonly unknown[]
  | { readonly members: Readonly<Record<string, Column>> }
  | { readonly lists: Column; readonly of: Column }
  | { readonly some: string; readonly of: Column }
  | { readonly ids: readonly number[]; readonly hex: string }
  | { readonly scale: number; readonly units: Column }
  | { readonly steps: Column }
  | { readonly shared: readonly number[]; readonly rest: readonly string[] };

export interface Short {
  readonly rows: number;
  readonly column: Column;
}

/** The newest form this app understands. */
export const FORM = 1;

const isList = (column: Column): column is readonly unknown[] => Array.isArray(column);

/** The rows a column stands for. Throws for a form that this app wasn't told of. */
export function rowsOf(column: Column, count: number): unknown[] {
  if (isList(column)) return [...column];
  if (column === null || typeof column !== "object") return new Array<unknown>(count).fill(column);
  if ("members" in column) return objects(column.members, count);
  if ("lists" in column) {
    const sizes = rowsOf(column.lists, count) as number[];
    const flat = rowsOf(
      column.of,
      sizes.reduce((sum, size) => sum + size, 0),
    );
    let at = 0;
    return sizes.map((size) => {
      at += size;
      return flat.slice(at - size, at);
    });
  }
  if ("some" in column) {
    const marks = [...column.some];
    const there = rowsOf(column.of, marks.filter((mark) => mark === "1").length);
    let at = 0;
    return marks.map((mark) => (mark === "1" ? there[at++] : null));
  }
  if ("ids" in column) return ids(column.ids, column.hex);
  if ("units" in column) {
    const { scale } = column;
    return (rowsOf(column.units, count) as number[]).map((units) => decimal(units, scale));
  }
  if ("steps" in column) {
    let at = 0;
    return (rowsOf(column.steps, count) as number[]).map((step) => {
      at += step;
      return at;
    });
  }
  if ("shared" in column) {
    let before = "";
    return column.rest.map((rest, place) => {
      before = before.slice(0, column.shared[place]) + rest;
      return before;
    });
  }
  throw new Error(`no such column: ${Object.keys(column).join()}`);
}

function objects(members: Readonly<Record<string, Column>>, count: number): object[] {
  const parts = Object.entries(members).map(([name, column]) => [name, rowsOf(column, count)] as const);
  return Array.from({ length: count }, (_, place) => {
    const row: Record<string, unknown> = {};
    for (const [name, part] of parts) row[name] = part[place];
    return row;
  });
}

function ids(shared: readonly number[], hex: string): string[] {
  let before = "";
  let at = 0;
  return shared.map((count) => {
    const end = at + 32 - count;
    before = before.slice(0, count) + hex.slice(at, end);
    at = end;
    return `${before.slice(0, 8)}-${before.slice(8, 12)}-${before.slice(12, 16)}-${before.slice(16, 20)}-${before.slice(20)}`;
  });
}

/** Whole units of the last place as a decimal string without trailing zeros. */
function decimal(units: number, scale: number): string {
  if (scale === 0) return String(units);
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, "");
  return units < 0 ? `-${text}` : text;
}

export interface CompactAnswer extends PullAnswer {
  readonly compact?: { readonly form: number } & Readonly<Partial<Record<"tasks" | "states" | "gone", Short>>>;
}

type Whole = Task & { readonly holding: NonNullable<PullAnswer["states"]>[number]["holding"] };

/** An answer in the plain form, whichever it came in. */
export function plain(answer: CompactAnswer): PullAnswer {
  const { compact, ...rest } = answer;
  if (!compact) return rest;
  const listed = (short: Short | undefined): unknown[] => (short ? rowsOf(short.column, short.rows) : []);
  const whole = listed(compact.tasks) as Whole[];
  const told = whole.map(({ id, version, state, holding }) => ({ task_id: id, version, state, holding }));
  return {
    ...rest,
    tasks: whole.map(({ holding: _, ...task }) => task),
    states: [...told, ...(listed(compact.states) as typeof told)],
    gone: listed(compact.gone) as PullAnswer["gone"][number][],
  };
}
