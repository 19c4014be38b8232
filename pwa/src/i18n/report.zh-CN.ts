import type { ReportTexts } from "./report.en.ts";

export const texts: ReportTexts = {
  "page.title": "抄表通",
};
