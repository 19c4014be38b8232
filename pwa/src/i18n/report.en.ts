import type { Shape } from "./texts.ts";

export const texts = {
  "page.title": "MeterRound",
} as const;

export type ReportKeys = typeof texts;
export type ReportTexts = Shape<ReportKeys>;
