import type { Source } from "./texts.ts";

export const walkTexts: Source = { en: () => import("./walk.en.ts"), "zh-CN": () => import("./walk.zh-CN.ts") };
