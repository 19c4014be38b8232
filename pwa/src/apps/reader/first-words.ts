/** The words that are there before the first screen: the list's, and what stands on every page. The others come with their screens. */
import type { CommonKeys } from "../../i18n/common.en.ts";
import type { ReaderKeys } from "../../i18n/reader.en.ts";
import { translator } from "../../i18n/texts.ts";

export const t = translator<CommonKeys & ReaderKeys>();
