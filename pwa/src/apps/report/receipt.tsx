/** What the customer takes away: that it arrived, when, under which number, and what happens next. */
import type { JSX } from "preact";
import { dateTime } from "../../i18n/format.ts";
import { Button, Notice } from "../../ui/parts.tsx";
import type { Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import type { Receipt } from "./steps.ts";
import { t } from "./words.ts";

export type PhotoState = "none" | "sending" | "sent" | "failed";

export function ReceiptPage({
  session,
  receipt,
  photo,
  onPhotoAgain,
  onMore,
}: {
  session: Session;
  receipt: Receipt;
  photo: PhotoState;
  onPhotoAgain: (() => void) | null;
  onMore: (() => void) | null;
}): JSX.Element {
  return (
    <Frame
      session={session}
      title={t("receipt.title")}
      actions={onMore ? <Button onClick={onMore}>{t("receipt.more")}</Button> : undefined}
    >
      <div class="thanks" aria-hidden="true">
        ✓
      </div>
      <p>{t(receipt.kind === "will_be_checked" ? "receipt.checked" : "receipt.plain")}</p>
      <dl class="receipt">
        <dt>{t("receipt.number")}</dt>
        <dd class="num">{receipt.receipt_no}</dd>
        <dt>{t("receipt.at")}</dt>
        <dd class="num">{dateTime(receipt.received_at)}</dd>
      </dl>
      {photo === "sending" ? (
        <p class="row muted" role="status">
          <i class="spin" /> {t("photo.sending")}
        </p>
      ) : null}
      {photo === "sent" ? <p class="muted">● {t("photo.sent")}</p> : null}
      {photo === "failed" ? (
        <Notice
          tone="doubt"
          title={t("photo.failed")}
          action={
            onPhotoAgain ? (
              <Button small onClick={onPhotoAgain}>
                {t("action.retry")}
              </Button>
            ) : undefined
          }
        >
          {t("photo.failed.detail")}
        </Notice>
      ) : null}
    </Frame>
  );
}
