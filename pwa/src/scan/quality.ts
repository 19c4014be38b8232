/**
 * Whether a photo can be read at all: sharp, light enough, no glare over the dial. Asked at the shutter, while the reader still stands
 * there; a hint, never a wall. Pure pixel work on a small grey picture.
 *
 * The limits were measured on 44 real photos of meters, each also blurred, darkened and covered by a bright spot (docs/EVIDENCE.md).
 */
export interface Grey {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Per mille of the picture, as it goes over the wire. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export type Fault = "blurred" | "dark" | "glare";

export interface Measures {
  /** Share of the brightness steps between neighbours that a mean over nine takes away: a blurred picture has little to lose. */
  readonly crisp: number;
  /** The brightness that nine of ten pixels don't reach, 0 to 255. */
  readonly light: number;
  /** Share of pixels that are burnt out. */
  readonly burnt: number;
  /**
   * The outline of what is burnt out by the root of its area: a smooth spot has 4 to 6, whatever its size; a white label or dial has
   * the outlines of all that is printed on it as well.
   */
  readonly ragged: number;
}

/** The longer side of the picture that is measured. */
export const SIDE = 640;
const CRISP_FROM = 0.6;
const LIGHT_FROM = 60;
const BURNT_FROM = 0.06;
const RAGGED_BELOW = 25;
const BURNT = 250;
/** Without a frame the outermost tenth is left out: walls and hands. */
const MIDDLE: Frame = { x: 100, y: 100, w: 800, h: 800 };
const WINDOW = 9;
const LEAST = 2 * WINDOW;

export function greyOf(rgba: Uint8ClampedArray, width: number, height: number): Grey {
  const data = new Uint8ClampedArray(width * height);
  for (let i = 0, j = 0; j < data.length; i += 4, j += 1) {
    data[j] = ((rgba[i] ?? 0) * 77 + (rgba[i + 1] ?? 0) * 150 + (rgba[i + 2] ?? 0) * 29) >> 8;
  }
  return { data, width, height };
}

/** Cuts the frame out; a frame too small to say anything is the middle of the picture. */
function cut(picture: Grey, frame: Frame): Grey {
  const left = Math.floor((frame.x * picture.width) / 1000);
  const top = Math.floor((frame.y * picture.height) / 1000);
  const width = Math.min(picture.width - left, Math.round((frame.w * picture.width) / 1000));
  const height = Math.min(picture.height - top, Math.round((frame.h * picture.height) / 1000));
  if (width < LEAST || height < LEAST) return frame === MIDDLE ? picture : cut(picture, MIDDLE);
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    const from = (top + y) * picture.width + left;
    data.set(picture.data.subarray(from, from + width), y * width);
  }
  return { data, width, height };
}

/** How much of the steps from pixel to pixel a running mean takes away, along lines that are `step` apart in memory. */
function lost(data: Uint8ClampedArray, lines: number, lineStep: number, length: number, step: number): number {
  const half = WINDOW >> 1;
  let all = 0;
  let gone = 0;
  for (let line = 0; line < lines; line += 1) {
    const at = (i: number): number => data[line * lineStep + Math.min(length - 1, Math.max(0, i)) * step] ?? 0;
    for (let i = 1; i < length; i += 1) {
      const own = Math.abs(at(i) - at(i - 1));
      // The mean moves by what enters less what leaves.
      const mean = Math.abs(at(i + half) - at(i - half - 1)) / WINDOW;
      all += own;
      if (own > mean) gone += own - mean;
    }
  }
  return all > 0 ? gone / all : 0;
}

/** Steps between burnt and other pixels, over the root of how many are burnt. */
function raggedness(data: Uint8ClampedArray, width: number): number {
  let area = 0;
  let outline = 0;
  for (let at = 0; at < data.length; at += 1) {
    const own = (data[at] ?? 0) >= BURNT;
    if (own) area += 1;
    if ((at + 1) % width !== 0 && own !== (data[at + 1] ?? 0) >= BURNT) outline += 1;
    if (at + width < data.length && own !== (data[at + width] ?? 0) >= BURNT) outline += 1;
  }
  return area ? outline / Math.sqrt(area) : 0;
}

export function measure(whole: Grey, frame: Frame | null): Measures {
  const { data, width, height } = cut(whole, frame ?? MIDDLE);
  const counts = new Uint32Array(256);
  for (const value of data) counts[value] = (counts[value] ?? 0) + 1;
  let burnt = 0;
  for (let value = BURNT; value < 256; value += 1) burnt += counts[value] ?? 0;
  let light = 255;
  for (let above = 0; light > 0; light -= 1) {
    above += counts[light] ?? 0;
    if (above > data.length / 10) break;
  }
  const crisp = Math.max(lost(data, height, width, width, 1), lost(data, width, 1, height, width));
  return { crisp, light, burnt: burnt / data.length, ragged: raggedness(data, width) };
}

/** The gravest fault first; darkness hides the others. */
export function faultOf({ crisp, light, burnt, ragged }: Measures): Fault | null {
  if (light < LIGHT_FROM) return "dark";
  if (burnt >= BURNT_FROM && ragged < RAGGED_BELOW) return "glare";
  return crisp < CRISP_FROM ? "blurred" : null;
}
