/** How long photos are kept, and what the next removal would remove: seen before anything is set. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { businessDate, count, megabytes } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Field, Loading, Notice } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { Answer, fieldTrouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Page } from "../wire.ts";
import { WhomFields, whomText } from "./whom.tsx";
import { FOR_GOOD, type Forecast, type Retention, type Whom } from "./wire.ts";

const monthsText = (months: number): string => (months >= FOR_GOOD ? t("photos.for_good") : t("photos.months", { n: months }));

function Numbers({ found }: { found: Forecast }): JSX.Element {
  const going = { n: count(found.photos), size: megabytes(found.bytes), oldest: found.oldest ?? "" };
  return (
    <Notice
      tone={found.photos ? "doubt" : "info"}
      title={found.photos ? t(found.complete ? "photos.going" : "photos.going_at_least", going) : t("photos.going_none")}
    >
      {found.held ? t("photos.held", { n: count(found.held) }) : t("photos.held_none")}
    </Notice>
  );
}

function SetRetention({ branchId, onClose, onSet }: { branchId: number; onClose: () => void; onSet: () => Promise<void> }): JSX.Element {
  const [whom, setWhom] = useState<Whom>({ branch_id: branchId, customer_class: null });
  const [months, setMonths] = useState(24);
  const [from, setFrom] = useState(businessDate());
  const scope = { branch_id: whom.branch_id, customer_class: whom.customer_class };
  const usable = Number.isInteger(months) && months >= 1 && months <= FOR_GOOD;
  const asked = useAsk<Forecast>(usable ? `forecast/${whom.branch_id}/${whom.customer_class}/${months}` : null, (signal) =>
    call("GET", "/photos/retentions/forecast", { query: { ...scope, months }, signal }),
  );
  const save = useAct(() => call<Retention>("PUT", "/photos/retentions", { body: { ...scope, months, valid_from: from } }));
  return (
    <DeedSheet
      label={t("photos.retention.set")}
      submit={t("photos.set")}
      busy={save.busy}
      disabled={!asked.data || asked.loading}
      error={asked.error ?? save.error}
      onSubmit={async () => {
        if (!(await save.run())) return;
        await onSet();
        toast(t("photos.retention.done"), { icon: "check" });
        onClose();
      }}
      onClose={onClose}
    >
      <WhomFields branchId={branchId} value={whom} onChange={setWhom} />
      <div class="row fields">
        <Field label={t("photos.kept_months")} why={fieldTrouble(save.error, "months")}>
          {(id) => (
            <input
              id={id}
              class="input num"
              type="number"
              min={1}
              max={FOR_GOOD}
              required
              value={months}
              onInput={(event) => setMonths(event.currentTarget.valueAsNumber)}
            />
          )}
        </Field>
        <Field label={t("photos.from")} why={fieldTrouble(save.error, "valid_from")}>
          {(id) => (
            <input id={id} class="input num" type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
          )}
        </Field>
      </div>
      <p class="small muted">{t("photos.retention.counts")}</p>
      {asked.data ? <Numbers found={asked.data} /> : asked.loading ? <Loading /> : null}
    </DeedSheet>
  );
}

export function RetentionCard({ branchId }: { branchId: number }): JSX.Element {
  const [setting, setSetting] = useState(false);
  const asked = useAsk<Page<Retention>>(`photo-retentions/${branchId}`, (signal) =>
    call("GET", "/photos/retentions", { query: { branch_id: branchId, limit: 200 }, signal }),
  );
  const next = useAsk<Forecast>(`forecast/${branchId}`, (signal) =>
    call("GET", "/photos/retentions/forecast", { query: { branch_id: branchId }, signal }),
  );
  return (
    <section class="card stack">
      <header class="row">
        <h2 class="grow">{t("photos.retention")}</h2>
        <Button small kind="primary" onClick={() => setSetting(true)}>
          {t("photos.retention.set")}
        </Button>
      </header>
      <Answer asked={asked}>
        {(page) => (
          <table class="table">
            <thead>
              <tr>
                <th>{t("photos.for")}</th>
                <th>{t("photos.kept")}</th>
                <th>{t("photos.counts_from")}</th>
                <th class="right">{t("photos.version")}</th>
              </tr>
            </thead>
            <tbody>
              {page.items.map((one) => (
                <tr key={one.id}>
                  <td>{whomText(one, [])}</td>
                  <td>{monthsText(one.months)}</td>
                  <td class="num">{one.counts_from}</td>
                  <td class="right num">{one.version}</td>
                </tr>
              ))}
              <tr>
                <td class="muted">{t("photos.unset")}</td>
                <td>{t("photos.for_good")}</td>
                <td />
                <td />
              </tr>
            </tbody>
          </table>
        )}
      </Answer>
      <h2>{t("photos.next_removal")}</h2>
      <Answer asked={next}>{(found) => <Numbers found={found} />}</Answer>
      <p class="small muted">{t("photos.retention.how")}</p>
      {setting ? (
        <SetRetention
          branchId={branchId}
          onClose={() => setSetting(false)}
          onSet={async () => {
            await Promise.all([asked.again(), next.again()]);
          }}
        />
      ) : null}
    </section>
  );
}
