/**
 * Where to look again: the slips of eye and thumb that would turn a usual value into the one that was typed. The same costs as the
 * server's hypotheses (hundredths of −ln probability). Only a place is ever told, never the value itself: it is retyped blind (P6).
 */
import { figures, fits, shownValue, step } from "./dial.ts";
import { type RegisterFacts, went } from "./facts.ts";
import { abs, largest } from "./scaled.ts";

export type Slip = "digit" | "swapped_digits" | "missing_digit" | "extra_digit" | "point";
export interface Candidate {
  readonly slip: Slip;
  /** Counts the dial's digits from the left, from 1. */
  readonly position: number;
  readonly value: bigint;
  readonly cost: number;
}
export interface Look {
  readonly what: "digit" | "length" | "point";
  readonly position: number;
}

const COST_SHORT = 0;
const COST_SWAPPED = 0;
const COST_NEXT_DIGIT = 80;
const COST_LOOK_ALIKE = 90;
const COST_MISSING = 80;
const COST_DOUBLED = 80;
const COST_POINT = 230;
const COST_OTHER_DIGIT = 420;
const COST_EXTRA = 480;

/** What comes off the cheaper of two costs where either way led to the same value: 100 ln(1 + e^(−difference ÷ 100)), by 25. */
const TWO_WAYS = [69, 58, 47, 39, 31, 25, 20, 16, 13, 10, 8, 6, 5];
const either = (one: number, other: number): number => Math.min(one, other) - (TWO_WAYS[Math.floor(Math.abs(one - other) / 25)] ?? 0);

/** How many hundredths of a spread the range without a case reaches up and down. */
const EDGE_UP_E2 = 400n;
const EDGE_DOWN_E2 = 525n;

const DIGITS = "0123456789";
/** Digits that look alike on a dirty dial or in seven segments. */
const LOOK_ALIKE = new Set("08 38 68 69 89 35 56 17 06 09 49 27 14 58 39".split(" "));

function digitCost(was: string, read: string): number {
  const apart = Math.abs(Number(was) - Number(read));
  if (apart === 1 || apart === 9) return COST_NEXT_DIGIT;
  return LOOK_ALIKE.has(was + read) || LOOK_ALIKE.has(read + was) ? COST_LOOK_ALIKE : COST_OTHER_DIGIT;
}

type Way = readonly [slip: Slip, position: number, real: string, cost: number];

function* oneDigit(shown: string): Generator<Way> {
  for (const [i, read] of [...shown].entries())
    for (const was of DIGITS) if (was !== read) yield ["digit", i + 1, shown.slice(0, i) + was + shown.slice(i + 1), digitCost(was, read)];
  for (let i = 0; i < shown.length - 1; i += 1) {
    const [a = "", b = ""] = [shown[i], shown[i + 1]];
    if (a !== b) yield ["swapped_digits", i + 1, shown.slice(0, i) + b + a + shown.slice(i + 2), COST_SWAPPED];
  }
}

/** A digit was left out and the others slid to the right: the dial has a zero in front that it may not have shown. */
function* oneMissing(shown: string, first: number): Generator<Way> {
  const typed = shown.slice(first);
  for (let i = 0; i < typed.length; i += 1)
    for (const was of DIGITS)
      if (i > 0 || was !== "0")
        yield ["missing_digit", first + i, shown.slice(1, first) + typed.slice(0, i) + was + typed.slice(i), COST_MISSING];
  for (const was of DIGITS) yield ["point", 0, shown.slice(1) + was, COST_SHORT];
}

/** One digit too many, or the decimals read as whole: what is left over slides back to the right. */
function* oneExtra(shown: string, first: number, width: number): Generator<Way> {
  const typed = shown.slice(first);
  yield ["point", 0, shown.slice(0, -1).padStart(width, "0"), COST_POINT];
  if (shown.length === width) {
    // The foremost digit found no place on the dial's boxes.
    for (const was of DIGITS.slice(1)) yield ["point", 0, was + shown.slice(0, -1), COST_POINT];
  }
  for (let i = 0; i < typed.length; i += 1) {
    if (i > 0 && typed[i] === typed[i - 1]) continue;
    const doubled = i + 1 < typed.length && typed[i + 1] === typed[i];
    const left = shown.slice(0, first + i) + typed.slice(i + 1);
    yield ["extra_digit", first + i + 1, left.padStart(width, "0"), doubled ? COST_DOUBLED : COST_EXTRA];
  }
}

function* ways(shown: string, width: number): Generator<Way> {
  const first = Math.min(shown.length - shown.replace(/^0+/, "").length, shown.length - 1);
  if (shown.length === width) {
    yield* oneDigit(shown);
    if (first > 0) yield* oneMissing(shown, first);
  }
  if (shown.length <= width + 1) yield* oneExtra(shown, first, width);
}

/** How unlikely an advance is in its band; null where it would itself be a case, so that a slip explains nothing. */
function distanceCost({ expect }: RegisterFacts, advance: bigint): number | null {
  if (!expect || advance < expect.caseLow || advance > expect.caseHigh) return null;
  const up = advance > expect.mid;
  const width = up ? expect.caseHigh - expect.mid : expect.mid - expect.caseLow;
  const spreads = (abs(advance - expect.mid) * (up ? EDGE_UP_E2 : EDGE_DOWN_E2)) / largest(width, expect.floor, 1n);
  // Most readings lie nearer to the middle than a normal distribution has it, and some much farther.
  return Number(spreads < 150n ? (spreads * spreads) / 100n : 225n + ((spreads - 150n) * 3n) / 2n);
}

/** Every slip that leads from a value that could stand to the one typed, cheapest first; of equal cost, the one named first. */
export function candidates(register: RegisterFacts, value: bigint): Candidate[] {
  if (register.kind !== "cumulative" || register.previous === null || !register.expect) return [];
  if (value < 0n || value % step(register.decimals) !== 0n) return [];
  const found = new Map<bigint, Candidate>();
  const shown = figures(value, register.digits, register.decimals);
  for (const [slip, position, real, slipCost] of ways(shown, register.digits + register.decimals)) {
    const was = shownValue(real, register.decimals);
    const advance = went(register, was);
    const distance = advance && distanceCost(register, advance.e4);
    if (distance === null || was === value) continue;
    const cost = slipCost + distance;
    const known = found.get(was);
    const here = { slip, position, value: was, cost };
    // Named by its likelier way.
    found.set(was, known ? { ...(known.cost <= cost ? known : here), cost: either(known.cost, cost) } : here);
  }
  return [...found.values()].sort((a, b) => a.cost - b.cost);
}

/** Where the reader should look again; null when nothing in particular explains the value. */
export function look(register: RegisterFacts, value: bigint): Look | null {
  if (!fits(value, register.digits, register.decimals)) return { what: "length", position: 0 };
  const best = candidates(register, value)[0];
  if (!best) return null;
  if (best.slip === "missing_digit" || best.slip === "extra_digit") return { what: "length", position: 0 };
  return best.slip === "point" ? { what: "point", position: 0 } : { what: "digit", position: best.position };
}
