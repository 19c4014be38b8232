import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { CourierKeys } from "../../../i18n/courier.en.ts";
import type { ReaderKeys } from "../../../i18n/reader.en.ts";
import { translator } from "../../../i18n/texts.ts";
import type { WalkKeys } from "../../../i18n/walk.en.ts";

export const t = translator<CommonKeys & ReaderKeys & WalkKeys & CourierKeys>();
