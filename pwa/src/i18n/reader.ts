import type { Source } from "./texts.ts";

export const readerTexts: Source = { en: () => import("./reader.en.ts"), "zh-CN": () => import("./reader.zh-CN.ts") };
