/** What the rules are told. The same facts exist on the phone (from the pack) and on the server (from its database): promise P7. */
import { type Advance, advance, modulus } from "./dial.ts";
import { floorDiv, largest, parseE4 } from "./scaled.ts";
import type { Register, Task } from "./types.ts";

/** The book of rules as a whole; raised with every rule that answers differently from before. */
export const RULES_VERSION = 1;
/** Without a band, a dial may have gone round its end by so many per cent of its length. */
const UNKNOWN_ROLLOVER_PERCENT = 20n;

export interface ExpectFacts {
  readonly version: number;
  readonly low: bigint;
  readonly high: bigint;
  readonly mid: bigint;
  readonly caseLow: bigint;
  readonly caseHigh: bigint;
  readonly floor: bigint;
  /** For how many days the band was made; 0 when that isn't known. */
  readonly days: number;
}

export interface RegisterFacts {
  readonly key: string;
  readonly kind: string;
  readonly direction: string;
  readonly band: string;
  readonly unit: string;
  readonly digits: number;
  readonly decimals: number;
  readonly previous: bigint | null;
  /** Business day of the previous value. */
  readonly previousOn: string | null;
  readonly expect: ExpectFacts | null;
  readonly zeroRun: number;
}

export type Limits = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface TaskFacts {
  readonly registers: readonly RegisterFacts[];
  readonly multiplier: bigint;
  readonly accountStatus: string;
  /** Business days, YYYY-MM-DD. */
  readonly dueFrom: string | null;
  readonly dueTo: string | null;
  readonly limits: Limits;
}

export interface Observation {
  readonly values: ReadonlyMap<string, bigint>;
  /** The business day of the visit, YYYY-MM-DD. */
  readonly on: string | null;
  readonly meter: string;
  readonly how: string;
}

function registerFacts(register: Register): RegisterFacts {
  const { expect } = register;
  return {
    key: register.id,
    kind: register.kind,
    direction: register.direction,
    band: register.band,
    unit: register.unit,
    digits: register.digits,
    decimals: register.decimals,
    previous: register.previous ? parseE4(register.previous.value) : null,
    previousOn: register.previous?.on ?? null,
    expect: expect && {
      version: expect.version,
      low: parseE4(expect.lo),
      high: parseE4(expect.hi),
      mid: parseE4(expect.mid),
      caseLow: parseE4(expect.case_lo),
      caseHigh: parseE4(expect.case_hi),
      floor: parseE4(expect.floor),
      days: expect.days ?? 0,
    },
    zeroRun: register.zero_run,
  };
}

export function taskFacts(task: Pick<Task, "registers" | "multiplier" | "account_status" | "due_from" | "due_to" | "limits">): TaskFacts {
  return {
    registers: task.registers.map(registerFacts),
    multiplier: parseE4(task.multiplier),
    accountStatus: task.account_status ?? "active",
    dueFrom: task.due_from?.slice(0, 10) ?? null,
    dueTo: task.due_to?.slice(0, 10) ?? null,
    limits: (task.limits ?? {}) as Limits,
  };
}

/** The band version a visit was judged by: the newest among the registers read. */
export const bandVersion = (registers: readonly Pick<Register, "expect">[]): number =>
  registers.reduce((newest, register) => Math.max(newest, register.expect?.version ?? 0), 0);

const DAY_MS = 86_400_000;
/** Days from one business day (YYYY-MM-DD) to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/**
 * The register with its band cut to the days that really lie between the previous value and the visit: a band is made for the day
 * planned; read a week late, a quarter more is usual. Demand isn't summed up, so it stays.
 */
export function fitted(register: RegisterFacts, on: string | null): RegisterFacts {
  const { expect, previousOn } = register;
  if (!expect || expect.days <= 0 || !on || !previousOn || register.kind === "demand") return register;
  const days = Math.max(daysBetween(previousOn, on), 1);
  if (days === expect.days) return register;
  const scale = (value: bigint): bigint => floorDiv(value * BigInt(days), BigInt(expect.days));
  return {
    ...register,
    expect: {
      ...expect,
      low: scale(expect.low),
      high: scale(expect.high),
      mid: scale(expect.mid),
      caseLow: scale(expect.caseLow),
      caseHigh: scale(expect.caseHigh),
      days,
    },
  };
}

function mostRoundTheEnd(register: RegisterFacts): bigint {
  if (!register.expect) return (modulus(register.digits) * UNKNOWN_ROLLOVER_PERCENT) / 100n;
  return largest(register.expect.caseHigh, register.expect.floor);
}

/** How far a register went since its previous value; null where that says nothing (a balance, or no previous value). */
export function went(register: RegisterFacts, value: bigint): Advance | null {
  // A demand register is set back every month: its advance is its value.
  if (register.kind === "demand") return { e4: value, rolled: false };
  if (register.kind === "balance" || register.previous === null) return null;
  return advance(register.previous, value, modulus(register.digits), mostRoundTheEnd(register));
}
