/** 当日回执 on the phone: the receipts it was given, each checked here and now, without a network. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { NewsRow } from "../../../db/database.ts";
import { checkDay, digestOf, type Verdict } from "../../../db/signed-day.ts";
import type { SignedDay } from "../../../domain/day-receipt.ts";
import type { CommonKeys } from "../../../i18n/common.en.ts";
import type { ReaderKeys } from "../../../i18n/reader.en.ts";
import type { ReceiptKeys } from "../../../i18n/receipts.en.ts";
import { textOf, translator } from "../../../i18n/texts.ts";
import { Button, Notice, RoundButton } from "../../../ui/parts.tsx";
import { back } from "../../../ui/router.tsx";
import { download } from "../courier/sharing.ts";
import { session } from "../session/session.ts";
import { flow, settings } from "../store.ts";

const t = translator<CommonKeys & ReaderKeys & ReceiptKeys>();

function Checked({ verdict }: { verdict: Verdict | null }): JSX.Element {
  if (!verdict) return <p class="small muted">{t("receipts.checking")}</p>;
  if (!verdict.can) {
    return (
      <Notice tone="doubt" title={t("receipts.cannot")}>
        {t("receipts.cannot.detail")}
      </Notice>
    );
  }
  if (!verdict.faults.length) {
    return (
      <Notice tone="got" title={t("receipts.holds")}>
        {t("receipts.holds.detail")}
      </Notice>
    );
  }
  return (
    <Notice tone="wrong" title={t("receipts.fails")}>
      {verdict.faults.map((fault) => textOf(`receipts.fault.${fault.code}`, { about: fault.about }) ?? fault.code).join(" ")}
    </Notice>
  );
}

function Receipt({ row }: { row: NewsRow }): JSX.Element | null {
  const [receipt, setReceipt] = useState<SignedDay | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const keys = settings.value?.keys;
  useEffect(() => {
    const current = session.value;
    if (!current) return;
    void (async () => {
      const opened = await current.phone.vault.open<SignedDay>(`news/${row.id}`, row.sealed);
      setReceipt(opened);
      setVerdict(await checkDay(opened, keys ?? {}));
    })();
  }, [row.id, keys]);
  if (!receipt) return null;
  const { content } = receipt;
  const save = async (): Promise<void> => {
    const file = JSON.stringify({ ...receipt, digest: await digestOf(receipt) }, null, 2);
    download(new Blob([file], { type: "application/json" }), `receipt-${receipt.day}-${receipt.number}.json`);
  };
  return (
    <section class="card stack">
      <h2>
        <span class="num">{receipt.day}</span>{" "}
        {receipt.number > 1 ? t("receipts.supplement", { n: receipt.number - 1 }) : t("receipts.first")}
      </h2>
      <p class="small muted">
        {t("receipts.what", { entries: content.entries.length, readings: content.readings.length, photos: content.photos.length })}
      </p>
      <Checked verdict={verdict} />
      <Button small icon="download" onClick={() => void save()}>
        {t("receipts.save")}
      </Button>
    </section>
  );
}

export function ReceiptsPage(): JSX.Element {
  const rows = flow.value.news.filter((row) => row.kind === "day_receipt").sort((a, b) => b.at - a.at);
  return (
    <main class="page">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/sync")} />
        <h1 class="grow">{t("receipts.title")}</h1>
      </header>
      {rows.length ? null : <p class="muted">{t("receipts.none.phone")}</p>}
      {rows.map((row) => (
        <Receipt key={row.id} row={row} />
      ))}
    </main>
  );
}
