/** How long to wait after the n-th failure in a row: exponential, at most five minutes, with jitter so that phones don't march in step. */
const FIRST_MS = 2_000;
const MOST_MS = 300_000;

export function backoff(failures: number, random: () => number, retryAfterSeconds: number | null = null): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  const jittered = full / 2 + (full / 2) * random();
  return Math.round(Math.max(jittered, (retryAfterSeconds ?? 0) * 1000 * (1 + random() / 4)));
}

/** The longest that an item which stepped aside waits. */
const ASIDE_MS = 6 * 3_600_000;

/** An item that stepped aside is tried again later and later, but never given up. */
export const asideFor = (tries: number): number => Math.min(ASIDE_MS, 60_000 * 2 ** Math.min(tries, 9));
