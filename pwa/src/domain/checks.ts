/**
 * The book of plausibility rules on the phone: the same numbers, versions and answers as the server's (promise P7), tested by the
 * shared table tests/contract/rules.json. Pure; whole 1/10 000.
 */
import { type Advance, fits, step } from "./dial.ts";
import { daysBetween, fitted, type Limits, type Observation, type RegisterFacts, type TaskFacts, went } from "./facts.ts";
import { abs, floorDiv, formatE4, largest, multiplyE4 } from "./scaled.ts";
import type { Action, Finding } from "./types.ts";

type Numbers = Readonly<Record<string, number>>;
type Params = Readonly<Record<string, string | number | null>>;

interface Seen {
  readonly register: RegisterFacts;
  readonly value: bigint;
  readonly advance: Advance | null;
}

interface Found {
  readonly action: Action;
  readonly params: Params;
  readonly register?: string;
}

interface Rule {
  readonly code: string;
  readonly version: number;
  readonly defaults: Numbers;
  readonly ofRegister?: (seen: Seen, task: TaskFacts, numbers: Numbers) => Found | null;
  readonly ofVisit?: (task: TaskFacts, observation: Observation, seen: readonly Seen[], numbers: Numbers) => readonly Found[];
}

export interface FullFinding extends Finding {
  readonly version: number;
  readonly params: Params;
}

const found = (action: Action, params: Params): Found => ({ action, params });

/** VEE-01: the dial can't show this value. */
function dialWidth({ register, value }: Seen): Found | null {
  if (fits(value, register.digits, register.decimals)) return null;
  return found("hold", { digits: register.digits, decimals: register.decimals });
}

/** VEE-02: below the previous value, and not past the dial's end. */
function backward({ register, advance }: Seen): Found | null {
  if (!advance || advance.e4 >= 0n || register.previous === null) return null;
  return found("case", { previous: formatE4(register.previous), back: formatE4(-advance.e4) });
}

/** VEE-03: below the previous value, and the way round the end is an advance that may be. */
function rollover({ register, advance }: Seen): Found | null {
  if (!advance?.rolled || register.previous === null) return null;
  return found("info", { previous: formatE4(register.previous), advance: formatE4(advance.e4) });
}

function consumption(register: RegisterFacts, advance: bigint, task: TaskFacts): Params {
  const { expect } = register;
  if (!expect) return {};
  return {
    advance: formatE4(advance),
    kwh: formatE4(multiplyE4(advance, task.multiplier)),
    expected: formatE4(expect.mid),
    low: formatE4(expect.low),
    high: formatE4(expect.high),
    percent: expect.mid > 0n ? Number(floorDiv(advance * 100n, expect.mid)) : null,
  };
}

/** VEE-04: above the usual range: look again; above the wider one: a case. Never for a difference up to the floor. */
function high({ register, advance }: Seen, task: TaskFacts): Found | null {
  const { expect } = register;
  if (!advance || !expect) return null;
  if (advance.e4 <= expect.high || advance.e4 - expect.mid <= expect.floor) return null;
  return found(advance.e4 > expect.caseHigh ? "case" : "confirm", consumption(register, advance.e4, task));
}

/** VEE-05: below the usual range, but forward: a standstill is VEE-06's and VEE-11's, a step back VEE-02's. */
function low({ register, advance }: Seen, task: TaskFacts): Found | null {
  const { expect } = register;
  if (!advance || !expect) return null;
  if (advance.e4 <= 0n || advance.e4 >= expect.low || expect.mid - advance.e4 <= expect.floor) return null;
  return found(advance.e4 < expect.caseLow ? "case" : "confirm", consumption(register, advance.e4, task));
}

const isMainTotal = (register: RegisterFacts): boolean =>
  register.kind === "cumulative" && register.band === "total" && register.direction === "forward";

const IN_USE = new Set(["active", "temporary"]);
const STOPPED = new Set(["paused", "cut_off", "vacant", "closed"]);

/** VEE-06: a zero on an account in use. The first ones open no case: villages are full of empty houses. */
function zero({ register, advance }: Seen, task: TaskFacts, numbers: Numbers): Found | null {
  if (!isMainTotal(register) || !advance || advance.e4 !== 0n || !IN_USE.has(task.accountStatus)) return null;
  const run = register.zeroRun + 1;
  return found(run >= (numbers["case_run"] ?? 0) ? "case" : "info", { run });
}

/** VEE-11: the previous value again, where this register was expected to move. */
function copied({ register, value, advance }: Seen): Found | null {
  const { expect } = register;
  if (register.kind !== "cumulative" || !advance || advance.e4 !== 0n || !expect) return null;
  if (expect.low <= 0n || expect.mid <= expect.floor) return null;
  return found(expect.caseLow > 0n ? "case" : "confirm", { value: formatE4(value), expected: formatE4(expect.mid) });
}

/**
 * VEE-07: |total − Σ bands| above (bands + 1) ÷ 2 of the last digit, rounded up. Asked only where the meter's whole scheme was read
 * and every dial went forward.
 */
function timeOfUse(task: TaskFacts, _: Observation, seen: readonly Seen[], numbers: Numbers): Found[] {
  const answers: Found[] = [];
  const sameScheme = (a: RegisterFacts, b: RegisterFacts): boolean =>
    a.kind === "cumulative" && a.direction === b.direction && a.unit === b.unit;
  for (const total of seen) {
    if (total.register.kind !== "cumulative" || total.register.band !== "total") continue;
    const bands = seen.filter((one) => one.register.band !== "total" && sameScheme(one.register, total.register));
    if (bands.length < 2) continue;
    const scheme = task.registers.filter((register) => sameScheme(register, total.register));
    const advances = [total, ...bands].flatMap((one) => (one.advance && one.advance.e4 >= 0n ? [one.advance.e4] : []));
    if (scheme.length !== bands.length + 1 || advances.length !== bands.length + 1) continue;
    const lastDigit = largest(step(total.register.decimals), ...bands.map((one) => step(one.register.decimals)));
    const allowed = (BigInt(Math.floor((bands.length + 2) / 2)) + BigInt(numbers["more_digits"] ?? 0)) * lastDigit;
    const [ofTotal = 0n, ...ofBands] = advances;
    const difference = ofTotal - ofBands.reduce((sum, one) => sum + one, 0n);
    if (abs(difference) <= allowed) continue;
    const params = { difference: formatE4(difference), allowed: formatE4(allowed), bands: bands.length };
    answers.push({ ...found("case", params), register: total.register.key });
  }
  return answers;
}

/** VEE-08: another meter of the round, or one nobody knows there: news for the office, not an error of the reader. */
function meterFound(_: TaskFacts, observation: Observation): Found[] {
  if (observation.meter !== "other" && observation.meter !== "unknown") return [];
  return [found("case", { verdict: observation.meter, how: observation.how })];
}

/** VEE-09: read on another day than planned. Less than `late_days` outside is on time. */
function dateWindow(task: TaskFacts, observation: Observation, _: readonly Seen[], numbers: Numbers): Found[] {
  if (!observation.on || !task.dueFrom || !task.dueTo) return [];
  const days =
    observation.on < task.dueFrom ? daysBetween(task.dueFrom, observation.on) : Math.max(daysBetween(task.dueTo, observation.on), 0);
  if (Math.abs(days) < (numbers["late_days"] ?? 0)) return [];
  const action = Math.abs(days) >= (numbers["case_days"] ?? 0) ? "case" : "info";
  return [found(action, { days, from: task.dueFrom, to: task.dueTo })];
}

/** VEE-10: more than a trifle on the total of a stopped account. */
function stoppedAccount({ register, advance }: Seen, task: TaskFacts, numbers: Numbers): Found | null {
  if (!isMainTotal(register) || !STOPPED.has(task.accountStatus) || !advance) return null;
  const kwh = multiplyE4(advance.e4, task.multiplier);
  if (kwh <= BigInt(numbers["kwh"] ?? 0) * 10_000n) return null;
  return found("case", { status: task.accountStatus, kwh: formatE4(kwh) });
}

export const RULES: readonly Rule[] = [
  { code: "VEE-01", version: 1, defaults: {}, ofRegister: dialWidth },
  { code: "VEE-02", version: 1, defaults: {}, ofRegister: backward },
  { code: "VEE-03", version: 1, defaults: {}, ofRegister: rollover },
  { code: "VEE-04", version: 1, defaults: {}, ofRegister: high },
  { code: "VEE-05", version: 1, defaults: {}, ofRegister: low },
  { code: "VEE-06", version: 1, defaults: { case_run: 3 }, ofRegister: zero },
  { code: "VEE-07", version: 1, defaults: { more_digits: 0 }, ofVisit: timeOfUse },
  { code: "VEE-08", version: 1, defaults: {}, ofVisit: meterFound },
  { code: "VEE-09", version: 1, defaults: { late_days: 2, case_days: 15 }, ofVisit: dateWindow },
  { code: "VEE-10", version: 1, defaults: { kwh: 1 }, ofRegister: stoppedAccount },
  { code: "VEE-11", version: 1, defaults: {}, ofRegister: copied },
];

function numbersOf(rule: Rule, limits: Limits): Numbers {
  const own = limits[rule.code];
  return own ? { ...rule.defaults, ...own } : rule.defaults;
}

/** Every rule's answer, in order of rule numbers, then of the task's registers. Values of other registers are ignored. */
export function judge(task: TaskFacts, observation: Observation): FullFinding[] {
  const seen = task.registers.flatMap((plain): Seen[] => {
    const value = observation.values.get(plain.key);
    if (value === undefined) return [];
    const register = fitted(plain, observation.on);
    return [{ register, value, advance: went(register, value) }];
  });
  return RULES.flatMap((rule) => {
    const numbers = numbersOf(rule, task.limits);
    const answers = rule.ofVisit
      ? rule.ofVisit(task, observation, seen, numbers)
      : seen.flatMap((one) => {
          const answer = rule.ofRegister?.(one, task, numbers);
          return answer ? [{ ...answer, register: one.register.key }] : [];
        });
    return answers.map(({ action, params, register }) => ({
      rule: rule.code,
      version: rule.version,
      action,
      ...(register === undefined ? {} : { register_id: register }),
      params,
    }));
  });
}

const SEVERITY: Readonly<Record<Action, number>> = { info: 0, confirm: 1, case: 2, hold: 3 };

/** The gravest of some findings; null when there is none. */
export function gravest(findings: readonly Finding[]): Finding | null {
  return findings.reduce<Finding | null>((worst, one) => (!worst || SEVERITY[one.action] > SEVERITY[worst.action] ? one : worst), null);
}

/** Whether the reader is asked to look again. What concerns the day or the meter found is nothing a second look at the dial could change. */
export const asksToLook = (finding: Finding): boolean =>
  finding.action !== "info" && finding.register_id !== undefined && finding.rule !== "VEE-10";
