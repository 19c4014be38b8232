import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ConsoleKeys } from "../../../i18n/console.en.ts";
import type { ReceiptKeys } from "../../../i18n/receipts.en.ts";
import type { NamedRegister } from "../../../i18n/register.ts";
import { translator } from "../../../i18n/texts.ts";

export const t = translator<CommonKeys & ConsoleKeys & ReceiptKeys>();

/** Which of the day's receipts it is: 1 is the first, 2 the first supplement. */
export const numberText = (number: number): string =>
  `${t("receipts.nth", { n: number })} (${number > 1 ? t("receipts.supplement", { n: number - 1 }) : t("receipts.first")})`;

export interface DayReceipt {
  readonly id: string;
  readonly day: string;
  readonly number: number;
  readonly made_at: string;
  readonly person: { readonly id: string; readonly name: string };
  readonly device: { readonly id: string; readonly name: string };
  readonly entries: number;
  readonly readings: number;
  readonly photos: number;
  readonly key_id: string;
}

export interface ReceiptFile {
  readonly day: string;
  readonly number: number;
  readonly digest: string;
  readonly signature: string;
  readonly key_id: string;
  readonly content: {
    /** Receipts from before it was signed have none. */
    readonly id?: string;
    readonly from_seq: number;
    readonly through_seq: number;
    readonly incarnation: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly entries: readonly { readonly seq: number | null; readonly digest: string; readonly outcome: string }[];
    readonly readings: readonly {
      readonly visit: string;
      readonly register: string;
      readonly value: string;
      readonly at_ms: number;
    }[];
    readonly photos: readonly string[];
  };
}

/** What the ids of a receipt stand for, in the order of its lists; null what isn't known or not for this office to see. */
export interface Legend {
  readonly entries: readonly { readonly kind: string | null }[];
  readonly readings: readonly {
    readonly seq: number | null;
    readonly point: string | null;
    readonly meter: string | null;
    readonly dial: (NamedRegister & { readonly position: number }) | null;
  }[];
  readonly photos: readonly { readonly seq: number | null }[];
}

export interface DayReceiptDetail extends DayReceipt {
  readonly file: ReceiptFile;
  readonly legend: Legend;
  readonly key: string | null;
  readonly faults: readonly { readonly code: string; readonly about: string }[];
  readonly qr_svg: string;
}
