/** Where two values on one dial differ, so that the eye is led to the digit in doubt. Pure. */

export interface Digit {
  text: string;
  differs: boolean;
  decimal: boolean;
}

/** "4821.6" on a dial of 5 + 1 → "04821.6"; a value too long for the dial stays whole. */
export function onDial(value: string, digits: number, decimals: number): string {
  const [whole = "", fraction = ""] = value.split(".");
  const text = whole.padStart(digits, "0");
  const places = Math.max(decimals, fraction.length);
  return places ? `${text}.${fraction.padEnd(places, "0")}` : text;
}

/** The signs of `value` as its dial shows it, marked where `other` shows another digit. Without `other` nothing is marked. */
export function digitsOf(value: string, other: string | null, digits: number, decimals: number): Digit[] {
  const shown = onDial(value, digits, decimals);
  const against = other === null ? shown : onDial(other, digits, decimals);
  const comparable = against.length === shown.length;
  const point = shown.indexOf(".");
  return [...shown].map((text, index) => ({
    text,
    differs: comparable && text !== against[index],
    decimal: point >= 0 && index > point,
  }));
}
