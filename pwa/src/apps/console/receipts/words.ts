import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ConsoleKeys } from "../../../i18n/console.en.ts";
import type { ReceiptKeys } from "../../../i18n/receipts.en.ts";
import { translator } from "../../../i18n/texts.ts";

export const t = translator<CommonKeys & ConsoleKeys & ReceiptKeys>();

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
    readonly from_seq: number;
    readonly through_seq: number;
    readonly incarnation: string;
    readonly counts: Readonly<Record<string, number>>;
    readonly entries: readonly { readonly seq: number; readonly digest: string; readonly outcome: string }[];
  };
}

export interface DayReceiptDetail extends DayReceipt {
  readonly file: ReceiptFile;
  readonly key: string | null;
  readonly faults: readonly { readonly code: string; readonly about: string }[];
  readonly qr_svg: string;
}
