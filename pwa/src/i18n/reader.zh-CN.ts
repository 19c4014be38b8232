import type { ReaderTexts } from "./reader.en.ts";

export const texts: ReaderTexts = {
  "page.title": "抄表通",
};
