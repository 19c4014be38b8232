/** The dial: how wide it is, what its last digit is worth, and how far it went. All values in whole 1/10 000. */
import { abs, formatE4, ONE, parseE4, smallest } from "./scaled.ts";

/** What a dial with so many digits before the point counts to before it shows zeros again. */
export const modulus = (digits: number): bigint => 10n ** BigInt(digits) * ONE;

/** What one count of the last digit is worth. */
export const step = (decimals: number): bigint => ONE / 10n ** BigInt(decimals);

export const fits = (value: bigint, digits: number, decimals: number): boolean =>
  value >= 0n && value < modulus(digits) && value % step(decimals) === 0n;

/** The value as the dial shows it, without the point: 4821.6 on 5 + 1 digits is "048216". */
export const figures = (value: bigint, digits: number, decimals: number): string =>
  (value / step(decimals)).toString().padStart(digits + decimals, "0");

/** The value of what a dial shows: the other way round of `figures`. */
export const shownValue = (shown: string, decimals: number): bigint => BigInt(shown) * step(decimals);

/** Typed digits, all boxes filled, as the wire writes them: "048216" with one decimal → "4821.6". */
export const wireValue = (shown: string, decimals: number): string => formatE4(shownValue(shown, decimals));

/** The other way round, for showing a value in boxes. */
export const boxesOf = (value: string, digits: number, decimals: number): string => figures(abs(parseE4(value)), digits, decimals);

export interface Advance {
  readonly e4: bigint;
  readonly rolled: boolean;
}

/** From the previous value to this one; past the end of the dial only if that is `most` at the most, and never more than half of it. */
export function advance(previous: bigint, value: bigint, span: bigint, most: bigint): Advance {
  const forward = value - previous;
  if (forward >= 0n) return { e4: forward, rolled: false };
  const round = forward + span;
  return round <= smallest(most, span / 2n) ? { e4: round, rolled: true } : { e4: forward, rolled: false };
}
