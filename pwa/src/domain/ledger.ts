/**
 * The ledger on the phone, from its own data: every task ever assigned to this reader is in exactly one of eight states (promise P8).
 * The sum is the count of tasks by construction; the server computes the same from its own rows.
 */
import type { HoldingState, Outcome, TaskState } from "./types.ts";

export const HOLDING_STATES: readonly HoldingState[] = [
  "read",
  "skipped",
  "returned",
  "moved",
  "contested",
  "closed_elsewhere",
  "cancelled",
  "open",
];

/** What the phone itself did at a task last. */
export interface Mine {
  readonly entry_id: string;
  readonly did: "read" | "skipped" | "returned";
  readonly outcome: Outcome | null;
  /** Why the server answered more than "applied". */
  readonly reason?: string | null;
  /** What this reader had done here before, if anything: it stays where this adds nothing to it. */
  readonly before?: HoldingState;
  /** The server's word on the task includes this: from then on its word counts. */
  readonly settled?: boolean;
}

export interface Held {
  /** The server's last word on the task. */
  readonly state: TaskState;
  /** The server's last word on this holder's share of it, when it said one. */
  readonly holding: HoldingState | null;
  readonly gone: "moved" | "cancelled" | "closed_elsewhere" | null;
  readonly mine: Mine | null;
}

const ADDS_NOTHING: ReadonlySet<string> = new Set(["says_less", "moved", "overtaken"]);
const DONE: ReadonlySet<HoldingState> = new Set(["read", "skipped", "contested"]);

/** What a new deed is remembered with: what its reader had done at the task before, as far as it counts. */
export function doneBefore(held: Held): { before?: HoldingState } {
  const state = holdingOf(held);
  return DONE.has(state) ? { before: state } : {};
}

/** One state for one task. Work that the server hasn't judged counts as done: the reader did it. */
export function holdingOf(held: Held): HoldingState {
  const { mine } = held;
  if (mine && !mine.settled) {
    if (mine.outcome === "contested") return "contested";
    if (mine.before && (mine.outcome === "duplicate" || ADDS_NOTHING.has(mine.reason ?? ""))) return mine.before;
    // Quarantined and conflicting entries are kept by the server but change no task.
    if (mine.outcome !== "quarantined" && mine.outcome !== "conflict") return mine.did;
  }
  if (held.holding) return held.holding;
  return held.gone ?? held.state;
}

export type Counts = Record<HoldingState, number>;

export function ledger(tasks: Iterable<Held>): Counts & { ever: number } {
  const counts: Counts & { ever: number } = {
    read: 0,
    skipped: 0,
    returned: 0,
    moved: 0,
    contested: 0,
    closed_elsewhere: 0,
    cancelled: 0,
    open: 0,
    ever: 0,
  };
  for (const task of tasks) {
    counts[holdingOf(task)] += 1;
    counts.ever += 1;
  }
  return counts;
}

/** True when the states account for every task: shown to the reader as a balanced sheet. */
export function balances(counts: Counts & { ever: number }): boolean {
  return HOLDING_STATES.reduce((sum, state) => sum + counts[state], 0) === counts.ever;
}
