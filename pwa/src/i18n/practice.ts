import type { Source } from "./texts.ts";

export const practiceTexts: Source = { en: () => import("./practice.en.ts"), "zh-CN": () => import("./practice.zh-CN.ts") };
