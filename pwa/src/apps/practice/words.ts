/** Typed texts of the practice page. */
import type { CommonKeys } from "../../i18n/common.en.ts";
import type { PracticeKeys } from "../../i18n/practice.en.ts";
import { translator } from "../../i18n/texts.ts";

export const t = translator<CommonKeys & PracticeKeys>();
