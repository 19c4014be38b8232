/** Register values as integers in 1/10 000 (BigInt): the same arithmetic as on the server, no floats anywhere. */

export const ONE = 10_000n;
const SHAPE = /^(-?)([0-9]{1,16})(?:\.([0-9]{1,16}))?$/;
const LARGEST = 2n ** 53n - 1n;

/**
 * "4821.6" → 48 216 000n. Leading zeros and trailing zeros after the point are forgiven. Throws RangeError for anything else:
 * exponents, more than four decimals that matter, or a size the server refuses too.
 */
export function parseE4(text: string): bigint {
  const found = SHAPE.exec(text);
  if (!found) throw new RangeError(`not a register value: ${text}`);
  const [, sign = "", whole = ""] = found;
  const fraction = (found[3] ?? "").replace(/0+$/, "");
  if (fraction.length > 4) throw new RangeError(`more than four decimals: ${text}`);
  const value = BigInt(whole) * ONE + BigInt(fraction.padEnd(4, "0"));
  if (value > LARGEST) throw new RangeError(`too large: ${text}`);
  return sign ? -value : value;
}

/** Canonical text: one leading zero at most, no trailing zeros after the point, no exponent. */
export function formatE4(value: bigint): string {
  const magnitude = value < 0n ? -value : value;
  const fraction = (magnitude % ONE).toString().padStart(4, "0").replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${magnitude / ONE}${fraction ? `.${fraction}` : ""}`;
}

/** The product of two scaled numbers, rounded half away from zero (how a bill is rounded by hand). */
export function multiplyE4(left: bigint, right: bigint): bigint {
  const product = left * right;
  const magnitude = product < 0n ? -product : product;
  const quotient = (2n * magnitude + ONE) / (2n * ONE);
  return product < 0n ? -quotient : quotient;
}

/** Division rounded down, also below zero. */
export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

export const abs = (value: bigint): bigint => (value < 0n ? -value : value);
/** Math.max and Math.min know no BigInt. */
export function largest(first: bigint, ...rest: bigint[]): bigint {
  let best = first;
  for (const value of rest) if (value > best) best = value;
  return best;
}

export function smallest(first: bigint, ...rest: bigint[]): bigint {
  let best = first;
  for (const value of rest) if (value < best) best = value;
  return best;
}
