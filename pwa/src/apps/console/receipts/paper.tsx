/** A day's receipt as it is printed: everything it names, and everything that is needed to check it. */
import type { JSX } from "preact";
import { count, dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { QrCode } from "../frame/qr-code.tsx";
import { codeText } from "../frame/words.ts";
import { type DayReceiptDetail, numberText, t } from "./words.ts";

interface Column {
  readonly head: string;
  readonly right?: boolean;
}

/** A list of the receipt; on paper its head stands on each page. */
function Listed({
  title,
  columns,
  children,
}: {
  title: string;
  columns: readonly Column[];
  children: readonly JSX.Element[];
}): JSX.Element {
  return (
    <section>
      <h2>
        {title} <span class="num">{count(children.length)}</span>
      </h2>
      {children.length ? (
        <table class="listed">
          <thead>
            <tr>
              {columns.map(({ head, right }) => (
                <th key={head} class={right ? "right" : ""}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      ) : (
        <p class="small muted">{t("receipts.paper.nothing")}</p>
      )}
    </section>
  );
}

const Seq = ({ seq }: { seq: number | null | undefined }): JSX.Element => <td class="right num">{seq ?? "–"}</td>;

function Readings({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const { legend, file } = receipt;
  // As they were read: the signed content has them by the ids of visits and registers.
  const rows = file.content.readings
    .map((reading, at) => ({ reading, named: legend.readings[at] }))
    .sort((a, b) => (a.named?.seq ?? 0) - (b.named?.seq ?? 0) || (a.named?.dial?.position ?? 0) - (b.named?.dial?.position ?? 0));
  const columns = [
    { head: t("receipts.paper.entry"), right: true },
    { head: t("receipts.paper.point") },
    { head: t("receipts.paper.meter") },
    { head: t("receipts.paper.register") },
    { head: t("receipts.paper.value"), right: true },
    { head: t("receipts.paper.when") },
  ];
  return (
    <Listed title={t("receipts.readings")} columns={columns}>
      {rows.map(({ reading, named }) => {
        const dial = named?.dial;
        return (
          <tr key={`${reading.visit}/${reading.register}`}>
            <Seq seq={named?.seq} />
            <td class="num">{named?.point ?? t("receipts.paper.elsewhere")}</td>
            <td class="num">{named?.meter ?? "–"}</td>
            {/* What the office may not see is named as it was signed. */}
            <td>{dial ? registerLabel(dial) : <span class="num hash">{reading.register}</span>}</td>
            <td class="right num nowrap">
              <b>{reading.value}</b> {dial?.unit ?? ""}
            </td>
            <td class="num nowrap">{dateTime(reading.at_ms)}</td>
          </tr>
        );
      })}
    </Listed>
  );
}

function Entries({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const columns = [
    { head: t("receipts.paper.entry"), right: true },
    { head: t("receipts.paper.kind") },
    { head: t("receipts.paper.outcome") },
    { head: t("receipts.paper.entry_digest") },
  ];
  return (
    <Listed title={t("receipts.entries")} columns={columns}>
      {receipt.file.content.entries.map((entry, at) => (
        <tr key={`${entry.seq}/${entry.digest}`}>
          <Seq seq={entry.seq} />
          <td class="nowrap">{codeText("kept.kind", receipt.legend.entries[at]?.kind ?? "unknown")}</td>
          <td class="nowrap">{codeText("receipts.outcome", entry.outcome)}</td>
          <td class="num hash">{entry.digest}</td>
        </tr>
      ))}
    </Listed>
  );
}

function Photos({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const columns = [{ head: t("receipts.paper.entry"), right: true }, { head: t("receipts.paper.photo_digest") }];
  // Signed in the order of their hashes; looked for by the entry that brought them.
  const rows = receipt.file.content.photos
    .map((sha256, at) => ({ sha256, seq: receipt.legend.photos[at]?.seq }))
    .sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  return (
    <Listed title={t("receipts.photos")} columns={columns}>
      {rows.map(({ sha256, seq }) => (
        <tr key={sha256}>
          <Seq seq={seq} />
          <td class="num hash">{sha256}</td>
        </tr>
      ))}
    </Listed>
  );
}

function Proof({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const { file } = receipt;
  const parts: readonly (readonly [string, string])[] = [
    [t("receipts.paper.digest"), file.digest],
    [t("receipts.paper.signature"), file.signature],
    [t("receipts.paper.key_id"), file.key_id],
    [t("receipts.paper.key"), receipt.key ?? "–"],
    [t("receipts.paper.id"), file.content.id ?? "–"],
    [t("receipts.paper.incarnation"), file.content.incarnation],
  ];
  return (
    <section class="proof">
      <h2>{t("receipts.paper.proof")}</h2>
      <p class="small">{t("receipts.paper.means")}</p>
      <dl class="small">
        {parts.map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="num">{said}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Paper({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  const { content } = receipt.file;
  return (
    <article class="slip paper">
      <header class="row">
        <div class="grow">
          <h1>
            {t("receipts.paper")} <span class="num">{receipt.day}</span>
          </h1>
          <p>
            <b>{numberText(receipt.number)}</b> · {t("receipts.paper.seq", { from: content.from_seq, to: content.through_seq })}
          </p>
          <p>
            {receipt.person.name} · {receipt.device.name} · {t("receipts.made")} {dateTime(receipt.made_at)}
          </p>
          <p>{t("receipts.what", { entries: receipt.entries, readings: receipt.readings, photos: receipt.photos })}</p>
          <p class="small">
            {t("receipts.paper.ledger")}:{" "}
            {Object.entries(content.counts)
              .map(([state, n]) => `${codeText("holding", state)} ${n}`)
              .join(" · ")}
          </p>
        </div>
        <QrCode svg={receipt.qr_svg} label={t("receipts.paper.qr")} />
      </header>
      <Readings receipt={receipt} />
      <Entries receipt={receipt} />
      <Photos receipt={receipt} />
      <Proof receipt={receipt} />
    </article>
  );
}
