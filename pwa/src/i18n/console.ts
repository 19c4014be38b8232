import type { Source } from "./texts.ts";

export const consoleTexts: Source = { en: () => import("./console.en.ts"), "zh-CN": () => import("./console.zh-CN.ts") };
