import type { Source } from "./texts.ts";

export const ruleTexts: Source = { en: () => import("./rules.en.ts"), "zh-CN": () => import("./rules.zh-CN.ts") };
