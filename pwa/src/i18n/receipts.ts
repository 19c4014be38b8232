import type { Source } from "./texts.ts";

export const receiptTexts: Source = { en: () => import("./receipts.en.ts"), "zh-CN": () => import("./receipts.zh-CN.ts") };
