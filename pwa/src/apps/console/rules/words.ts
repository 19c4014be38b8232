/** Texts of the pages about rules. */
import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ConsoleKeys } from "../../../i18n/console.en.ts";
import type { RulesKeys } from "../../../i18n/rules.en.ts";
import { translator } from "../../../i18n/texts.ts";

export const t = translator<CommonKeys & ConsoleKeys & RulesKeys>();
