/** 当日回执: what each day's end was signed for; looked at again, saved as a file, printed. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { count, dateTime } from "../../../i18n/format.ts";
import { textOf } from "../../../i18n/texts.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Button, Notice, Sheet } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Answer } from "../frame/trouble.tsx";
import type { Page } from "../wire.ts";
import { Paper } from "./paper.tsx";
import { type DayReceipt, type DayReceiptDetail, t } from "./words.ts";

function save({ file, day, number }: DayReceiptDetail): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `receipt-${day}-${number}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function Verdict({ receipt }: { receipt: DayReceiptDetail }): JSX.Element {
  if (receipt.faults.length === 0) {
    return (
      <Notice tone="got" title={t("receipts.holds")}>
        {t("receipts.holds.detail")}
      </Notice>
    );
  }
  return (
    <Notice tone="wrong" title={t("receipts.fails")}>
      {receipt.faults.map((fault) => textOf(`receipts.fault.${fault.code}`, { about: fault.about }) ?? fault.code).join(" ")}
    </Notice>
  );
}

function Detail({ id, onClose }: { id: string; onClose: () => void }): JSX.Element {
  const asked = useAsk<DayReceiptDetail>(`day-receipt/${id}`, (signal) => call("GET", `/days/receipts/${id}`, { signal }));
  return (
    <Sheet label={t("receipts.paper")} onClose={onClose} centre>
      <Answer asked={asked}>
        {(receipt) => (
          <>
            <div class="no-print">
              <Verdict receipt={receipt} />
            </div>
            <Paper receipt={receipt} />
            <div class="row end no-print">
              <Button icon="download" onClick={() => save(receipt)}>
                {t("receipts.save")}
              </Button>
              <Button onClick={() => print()}>{t("receipts.print")}</Button>
              <Button kind="primary" onClick={onClose}>
                {t("action.close")}
              </Button>
            </div>
          </>
        )}
      </Answer>
    </Sheet>
  );
}

export function ReceiptsScreen({ branchId }: { branchId: number }): JSX.Element {
  const asked = useAsk<Page<DayReceipt>>(
    `day-receipts/${branchId}`,
    (signal) => call("GET", "/days/receipts", { query: { branch_id: branchId, limit: 200 }, signal }),
    60_000,
  );
  const [shown, setShown] = useState<string | null>(null);
  return (
    <div class="page">
      <div class="row">
        <h1 class="grow">{t("receipts.title")}</h1>
        <Link to="/today">{t("nav.today")}</Link>
      </div>
      <p class="small muted">{t("receipts.detail")}</p>
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("receipts.none")}</p>
          ) : (
            <table class="table">
              <thead>
                <tr>
                  <th>{t("receipts.day")}</th>
                  <th>{t("receipts.person")}</th>
                  <th class="right">{t("receipts.number")}</th>
                  <th class="right">{t("receipts.entries")}</th>
                  <th class="right">{t("receipts.readings")}</th>
                  <th class="right">{t("receipts.photos")}</th>
                  <th>{t("receipts.made")}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {page.items.map((one) => (
                  <tr key={one.id}>
                    <td class="num">
                      <b>{one.day}</b>
                    </td>
                    <td>
                      {one.person.name} <span class="small muted">{one.device.name}</span>
                    </td>
                    <td class="right num">{one.number}</td>
                    <td class="right num">{count(one.entries)}</td>
                    <td class="right num">{count(one.readings)}</td>
                    <td class="right num">{count(one.photos)}</td>
                    <td class="num">{dateTime(one.made_at)}</td>
                    <td class="right">
                      <Button small onClick={() => setShown(one.id)}>
                        {t("receipts.show")}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {shown ? <Detail id={shown} onClose={() => setShown(null)} /> : null}
    </div>
  );
}
