/** What page and workers say to each other. */
import type { Fault, Frame as Part } from "./quality.ts";

export interface Decoded {
  readonly text: string;
  readonly symbology: string;
}

/** A frame as a bitmap, or as pixels where the browser has no canvas off the page. */
export type Frame = ImageBitmap | { readonly pixels: ArrayBuffer; readonly width: number; readonly height: number };

export interface DecodeRequest {
  readonly id: number;
  readonly frame: Frame;
  /** Number of the frame; for a still its treatments, one after the other until something is found: all, or the most promising. */
  readonly pass: number | "all" | "few";
}

export interface DecodeAnswer {
  readonly id: number;
  readonly found: readonly Decoded[];
  readonly error?: string;
}

export interface CompressRequest {
  readonly id: number;
  readonly bitmap: ImageBitmap;
  readonly maxBytes: number;
  /** The most its longer side may have. */
  readonly maxSide: number;
  /** Where the dial should be: how good the photo is there. Null: everywhere. */
  readonly frame: Part | null;
}

export interface Compressed {
  readonly bytes: ArrayBuffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly sha256: string;
  /** What a reader should know while still at the meter; null when nothing is wrong. */
  readonly fault: Fault | null;
}

export type CompressAnswer = { readonly id: number; readonly photo: Compressed } | { readonly id: number; readonly error: string };

/** Longest side and JPEG quality, tried in this order until the photo is small enough. */
export const COMPRESS_STEPS: readonly (readonly [side: number, quality: number])[] = [
  [1600, 0.82],
  [1600, 0.7],
  [1440, 0.66],
  [1280, 0.62],
  [1280, 0.5],
  [1024, 0.5],
  [800, 0.5],
  [640, 0.4],
];

/** The steps for a photo whose longer side may have so many pixels. */
export function stepsWithin(maxSide: number): readonly (readonly [side: number, quality: number])[] {
  const steps = COMPRESS_STEPS.filter(([side]) => side <= maxSide);
  return steps[0]?.[0] === maxSide ? steps : [[maxSide, 0.82], [maxSide, 0.7], ...steps];
}

export function fitInto(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
