import type { Source } from "./texts.ts";

export const courierTexts: Source = { en: () => import("./courier.en.ts"), "zh-CN": () => import("./courier.zh-CN.ts") };
