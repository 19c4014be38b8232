/** A day's receipt as one printed page, with everything that is needed to check it. */
import type { JSX } from "preact";
import { dateTime } from "../../../i18n/format.ts";
import { QrCode } from "../frame/qr-code.tsx";
import { codeText } from "../frame/words.ts";
import { type DayReceiptDetail, t } from "./words.ts";

export function Paper({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const { file } = receipt;
  const { content } = file;
  return (
    <article class="slip paper">
      <header class="row">
        <div class="grow">
          <h1>
            {t("receipts.paper")} <span class="num">{receipt.day}</span>
          </h1>
          <p>
            {receipt.person.name} · {receipt.device.name} · {dateTime(receipt.made_at)}
          </p>
          <p>
            {receipt.number > 1 ? `${t("receipts.supplement", { n: receipt.number - 1 })} · ` : ""}
            {t("receipts.paper.seq", { from: content.from_seq, to: content.through_seq })} ·{" "}
            {t("receipts.what", { entries: receipt.entries, readings: receipt.readings, photos: receipt.photos })}
          </p>
        </div>
        <QrCode svg={receipt.qr_svg} label={t("receipts.paper.qr")} />
      </header>
      <p class="small">{t("receipts.paper.means")}</p>
      <h2>{t("receipts.paper.ledger")}</h2>
      <p class="small">
        {Object.entries(content.counts)
          .map(([state, n]) => `${codeText("holding", state)} ${n}`)
          .join(" · ")}
      </p>
      <dl class="proof small">
        <dt>{t("receipts.paper.digest")}</dt>
        <dd class="num">{file.digest}</dd>
        <dt>{t("receipts.paper.signature")}</dt>
        <dd class="num">{file.signature}</dd>
        <dt>{t("receipts.paper.key", { id: file.key_id })}</dt>
        <dd class="num">{receipt.key ?? "–"}</dd>
        <dt>{t("receipts.paper.incarnation")}</dt>
        <dd class="num">{content.incarnation}</dd>
      </dl>
      <h2>{t("receipts.paper.list")}</h2>
      <ol class="received small num">
        {content.entries.map((entry) => (
          <li key={entry.seq} value={entry.seq}>
            {entry.digest.slice(0, 12)} {codeText("receipts.outcome", entry.outcome)}
          </li>
        ))}
      </ol>
    </article>
  );
}
