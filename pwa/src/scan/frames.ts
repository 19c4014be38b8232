/**
 * What is done to a frame before the decoder sees it. A plain frame decodes most codes; worn, small, oblique or low-contrast ones
 * need help, and as no single treatment helps all, frames cycle through several. Pure pixel work, no canvas.
 */
export interface Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

export interface Recipe {
  /** Share of the height kept around the middle. */
  readonly band: number;
  readonly scale: number;
  /** Degrees. */
  readonly turn: number;
  readonly stretch: boolean;
  readonly soften: boolean;
  readonly invert: boolean;
  /** All of the decoder's own options, four times slower. */
  readonly thorough: boolean;
}

const PLAIN: Recipe = { band: 1, scale: 1, turn: 0, stretch: false, soften: false, invert: false, thorough: false };

/** One after the other, frame by frame. */
export const FRAME_RECIPES: readonly Recipe[] = [
  PLAIN,
  { ...PLAIN, thorough: true },
  { ...PLAIN, band: 0.5, scale: 2, stretch: true },
  { ...PLAIN, stretch: true, thorough: true },
  { ...PLAIN, turn: 30, stretch: true },
  PLAIN,
  { ...PLAIN, band: 0.4, scale: 2, stretch: true, soften: true, thorough: true },
  { ...PLAIN, turn: -30, stretch: true },
];

/** For a still nobody waits for the next frame: the most promising first, until something is found. */
export const STILL_RECIPES: readonly Recipe[] = [
  { ...PLAIN, thorough: true },
  { ...PLAIN, scale: 0.5, thorough: true },
  { ...PLAIN, scale: 2, stretch: true, thorough: true },
  { ...PLAIN, band: 0.5, scale: 3, stretch: true, thorough: true },
  { ...PLAIN, turn: 45, stretch: true, thorough: true },
  { ...PLAIN, turn: 22, stretch: true, thorough: true },
  { ...PLAIN, turn: -22, stretch: true, thorough: true },
  { ...PLAIN, soften: true, stretch: true, thorough: true },
  { ...PLAIN, invert: true, stretch: true, thorough: true },
];

/** No frame grows beyond this: the decoder's time is the reader's. */
const MOST_PIXELS = 2_800_000;

function gray(frame: Pixels): Uint8ClampedArray {
  const { data } = frame;
  const out = new Uint8ClampedArray(frame.width * frame.height);
  for (let i = 0, j = 0; j < out.length; i += 4, j += 1) {
    out[j] = ((data[i] ?? 0) * 77 + (data[i + 1] ?? 0) * 150 + (data[i + 2] ?? 0) * 29) >> 8;
  }
  return out;
}

/** Black and white points at the second and the ninety-eighth percentile. */
function stretchTable(pixels: Uint8ClampedArray): Uint8ClampedArray {
  const counts = new Uint32Array(256);
  for (const value of pixels) counts[value] = (counts[value] ?? 0) + 1;
  const cut = pixels.length * 0.02;
  let low = 0;
  let high = 255;
  for (let sum = 0; low < 255; low += 1) {
    sum += counts[low] ?? 0;
    if (sum > cut) break;
  }
  for (let sum = 0; high > 0; high -= 1) {
    sum += counts[high] ?? 0;
    if (sum > cut) break;
  }
  const span = Math.max(high - low, 1);
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => ((value - low) * 255) / span);
}

function soften(pixels: Uint8ClampedArray, width: number, height: number): Uint8ClampedArray {
  const out = pixels.slice();
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const p = (offset: number): number => pixels[at + offset] ?? 0;
      out[at] = (4 * p(0) + 2 * (p(-1) + p(1) + p(-width) + p(width)) + p(-width - 1) + p(-width + 1) + p(width - 1) + p(width + 1)) >> 4;
    }
  }
  return out;
}

/** The frame as a recipe wants it: cut to a band, scaled and turned about its middle, stretched. Comes back as grey RGBA. */
export function prepare(frame: Pixels, recipe: Recipe): Pixels {
  if (recipe.band === 1 && recipe.scale === 1 && recipe.turn === 0 && !recipe.stretch && !recipe.soften && !recipe.invert) return frame;
  let source = gray(frame);
  if (recipe.soften) source = soften(source, frame.width, frame.height);
  const table = recipe.stretch ? stretchTable(source) : null;
  const bandHeight = frame.height * recipe.band;
  const scale = Math.min(recipe.scale, Math.sqrt(MOST_PIXELS / (frame.width * bandHeight)));
  const width = Math.max(1, Math.round(frame.width * scale));
  const height = Math.max(1, Math.round(bandHeight * scale));
  const angle = (recipe.turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const data = new Uint8ClampedArray(width * height * 4);
  const [middleX, middleY] = [frame.width / 2, frame.height / 2];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const dx = x - width / 2;
      const dy = y - height / 2;
      const sx = middleX + dx * cos + dy * sin;
      const sy = middleY - dx * sin + dy * cos;
      const x0 = Math.floor(sx);
      const y0 = Math.floor(sy);
      let value = 255;
      if (x0 >= 0 && y0 >= 0 && x0 + 1 < frame.width && y0 + 1 < frame.height) {
        const at = y0 * frame.width + x0;
        const fx = sx - x0;
        const fy = sy - y0;
        const top = (source[at] ?? 0) * (1 - fx) + (source[at + 1] ?? 0) * fx;
        const bottom = (source[at + frame.width] ?? 0) * (1 - fx) + (source[at + frame.width + 1] ?? 0) * fx;
        value = top * (1 - fy) + bottom * fy;
      }
      if (table) value = table[Math.round(value)] ?? value;
      if (recipe.invert) value = 255 - value;
      const out = (y * width + x) * 4;
      data[out] = value;
      data[out + 1] = value;
      data[out + 2] = value;
      data[out + 3] = 255;
    }
  }
  return { data, width, height };
}
