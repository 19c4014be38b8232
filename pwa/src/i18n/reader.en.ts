import type { Shape } from "./texts.ts";

export const texts = {
  "page.title": "MeterRound",
} as const;

export type ReaderKeys = typeof texts;
export type ReaderTexts = Shape<ReaderKeys>;
