import type { Source } from "./texts.ts";

export const reportTexts: Source = { en: () => import("./report.en.ts"), "zh-CN": () => import("./report.zh-CN.ts") };
