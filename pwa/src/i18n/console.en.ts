import type { Shape } from "./texts.ts";

export const texts = {
  "page.title": "MeterRound",
} as const;

export type ConsoleKeys = typeof texts;
export type ConsoleTexts = Shape<ConsoleKeys>;
