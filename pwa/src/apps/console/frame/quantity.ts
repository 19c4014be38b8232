/** Decimal strings of the wire in a form for reading. Never calculated with: the server did that. */

/** "1234567.50" → "1 234 567.5"; with `signed`, "+500" and "−12". Fractions are kept as they are, without trailing zeros. */
export function quantity(text: string, signed = false): string {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) return text;
  const [, minus, whole = "", fraction = ""] = found;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u2009");
  const rest = fraction.replace(/0+$/, "");
  const sign = minus ? "−" : signed && Number(text) !== 0 ? "+" : "";
  return `${sign}${grouped}${rest ? `.${rest}` : ""}`;
}

/** A decimal string as a number for drawing; null where there is none. */
export function drawable(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text === "") return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** For the eye: at most `places` digits behind the point, fewer where the number is large anyway. */
export function brief(text: string, places = 1, signed = false): string {
  const value = drawable(text);
  if (value === null) return text;
  return quantity(value.toFixed(Math.abs(value) >= 1000 ? 0 : places), signed);
}
