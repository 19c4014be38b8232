import type { Source } from "./texts.ts";

export const commonTexts: Source = { en: () => import("./common.en.ts"), "zh-CN": () => import("./common.zh-CN.ts") };
