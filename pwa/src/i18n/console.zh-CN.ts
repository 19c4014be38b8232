import type { ConsoleTexts } from "./console.en.ts";

export const texts: ConsoleTexts = {
  "page.title": "抄表通",
};
