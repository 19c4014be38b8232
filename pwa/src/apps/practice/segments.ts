/** Seven-segment digits of a meter's LCD as polygons: the practice faces look like displays, not like print. */

/** Which of the segments a–g are lit for a digit. */
const LIT: Record<string, string> = {
  "0": "abcdef",
  "1": "bc",
  "2": "abged",
  "3": "abgcd",
  "4": "fgbc",
  "5": "afgcd",
  "6": "afgedc",
  "7": "abc",
  "8": "abcdefg",
  "9": "abcdfg",
  "-": "g",
  " ": "",
};

/** A digit's cell, in units of the drawing. */
export const CELL = { width: 10, height: 18, gap: 3 };

const THICK = 2;
const SLIT = 0.35;

type Point = [number, number];

/** A horizontal bar with pointed ends from (x1, y) to (x2, y). */
function across(x1: number, x2: number, y: number): Point[] {
  const half = THICK / 2;
  return [
    [x1 + SLIT, y],
    [x1 + SLIT + half, y - half],
    [x2 - SLIT - half, y - half],
    [x2 - SLIT, y],
    [x2 - SLIT - half, y + half],
    [x1 + SLIT + half, y + half],
  ];
}

/** An upright bar with pointed ends from (x, y1) to (x, y2). */
function upright(x: number, y1: number, y2: number): Point[] {
  return across(y1, y2, x).map(([along, side]) => [side, along]);
}

const LEFT = THICK / 2;
const RIGHT = CELL.width - THICK / 2;
const TOP = THICK / 2;
const MIDDLE = CELL.height / 2;
const BOTTOM = CELL.height - THICK / 2;

const SHAPES: Record<string, Point[]> = {
  a: across(LEFT, RIGHT, TOP),
  b: upright(RIGHT, TOP, MIDDLE),
  c: upright(RIGHT, MIDDLE, BOTTOM),
  d: across(LEFT, RIGHT, BOTTOM),
  e: upright(LEFT, MIDDLE, BOTTOM),
  f: upright(LEFT, TOP, MIDDLE),
  g: across(LEFT, RIGHT, MIDDLE),
};

function path(points: Point[], dx: number): string {
  return `M${points.map(([x, y]) => `${round(x + dx)} ${round(y)}`).join("L")}Z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export interface Display {
  /** SVG path of the lit segments. */
  lit: string;
  /** SVG path of the dark segments, drawn faintly as on a real LCD. */
  dark: string;
  /** Decimal points, as circles. */
  points: { x: number; y: number }[];
  width: number;
  height: number;
}

/** Draws "04321.6" digit by digit. Throws on what seven segments don't show. */
export function display(text: string): Display {
  let x = 0;
  let lit = "";
  let dark = "";
  const points: Display["points"] = [];
  for (const sign of text) {
    if (sign === ".") {
      points.push({ x: x - CELL.gap / 2, y: CELL.height - THICK / 2 });
      continue;
    }
    const on = LIT[sign];
    if (on === undefined) throw new RangeError(`seven segments don't show "${sign}"`);
    for (const [name, shape] of Object.entries(SHAPES)) {
      if (on.includes(name)) lit += path(shape, x);
      else dark += path(shape, x);
    }
    x += CELL.width + CELL.gap;
  }
  return { lit, dark, points, width: Math.max(x - CELL.gap, 0), height: CELL.height };
}
