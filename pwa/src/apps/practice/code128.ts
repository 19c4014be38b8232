/**
 * Code 128 (ISO/IEC 15417): digits in pairs by code set C, everything else printable by code set B.
 * Meters carry their asset number in it, so the practice faces do too.
 */

// Widths of the three bars and three spaces of symbol values 0–105; the stop symbol has a seventh element.
const PATTERNS =
  "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221" +
  "223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321" +
  "112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131" +
  "311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114" +
  "122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141" +
  "214121412121111143111341131141114113114311411113411311113141114131311141411131211412211214211232";
const STOP = "2331112";

const START_B = 104;
const START_C = 105;
const TO_B = 100;
const TO_C = 99;

/** The symbol values of a text, start symbol and check symbol included, stop symbol left out. Throws on what code sets B and C lack. */
export function symbols(text: string): number[] {
  if (!/^[\x20-\x7e]+$/.test(text)) throw new RangeError("Code 128 sets B and C hold printable ASCII only");
  const values: number[] = [];
  let set: "B" | "C" | null = null;
  let at = 0;
  while (at < text.length) {
    const digits = /^\d*/.exec(text.slice(at))?.[0].length ?? 0;
    // A change of set costs a symbol: at an end of the text four digits pay for one, in the middle six pay for two.
    const worth = at === 0 || at + digits === text.length ? 4 : 6;
    const whole = digits === text.length && digits === 2;
    if (set === "C" ? digits >= 2 : digits % 2 === 0 && (digits >= worth || whole)) {
      if (set !== "C") values.push(set === null ? START_C : TO_C);
      set = "C";
      values.push(Number(text.slice(at, at + 2)));
      at += 2;
    } else if (set === null && digits >= worth) {
      // An odd run at the start: pairs first, the last digit in set B.
      values.push(START_C);
      set = "C";
    } else {
      if (set !== "B") values.push(set === null ? START_B : TO_B);
      set = "B";
      values.push(text.charCodeAt(at) - 32);
      at += 1;
    }
  }
  const check = values.reduce((sum, value, index) => sum + value * Math.max(index, 1), 0) % 103;
  return [...values, check];
}

export interface Bar {
  x: number;
  width: number;
}

export interface Barcode {
  bars: Bar[];
  /** Width of the whole symbol in modules, quiet zones of ten modules on both sides included. */
  modules: number;
}

const QUIET = 10;

/** The black bars of a text's symbol, in modules from the left edge of the quiet zone. */
export function barcode(text: string): Barcode {
  const widths = symbols(text)
    .map((value) => PATTERNS.slice(value * 6, value * 6 + 6))
    .concat(STOP)
    .join("");
  const bars: Bar[] = [];
  let x = QUIET;
  for (let index = 0; index < widths.length; index += 1) {
    const width = Number(widths[index]);
    if (index % 2 === 0) bars.push({ x, width });
    x += width;
  }
  return { bars, modules: x + QUIET };
}
