/** Typed texts of the customer's page. */
import type { CommonKeys } from "../../i18n/common.en.ts";
import type { ReportKeys } from "../../i18n/report.en.ts";
import { translator } from "../../i18n/texts.ts";

export const t = translator<CommonKeys & ReportKeys>();
