/** Disputes of a point: while one is open, the photos of its months are kept whatever policy says. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { fullDate } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Field } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { period } from "../frame/session.ts";
import { Answer, fieldTrouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Dispute, Page } from "../wire.ts";

interface Deed {
  readonly pointId: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

function Open({ pointId, onClose, onDone }: Deed): JSX.Element {
  const [from, setFrom] = useState(period.value);
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const open = useAct(() =>
    call<Dispute>("POST", `/points/${pointId}/disputes`, {
      body: { from_period: from, to_period: to || null, reason: reason.trim() },
    }),
  );
  return (
    <DeedSheet
      label={t("dispute.open")}
      submit={t("dispute.open")}
      busy={open.busy}
      disabled={!reason.trim()}
      error={open.error}
      onSubmit={async () => {
        if (!(await open.run())) return;
        toast(t("dispute.opened"), { icon: "check" });
        onClose();
        await onDone();
      }}
      onClose={onClose}
    >
      <p class="muted">{t("dispute.holds")}</p>
      <div class="row fields">
        <Field label={t("dispute.from")} why={fieldTrouble(open.error, "from_period")}>
          {(id) => (
            <input id={id} class="input num" type="month" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
          )}
        </Field>
        <Field label={t("dispute.to")} why={fieldTrouble(open.error, "to_period")}>
          {(id) => (
            <input id={id} class="input num" type="month" min={from} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
          )}
        </Field>
      </div>
      <ReasonField label={t("dispute.reason")} value={reason} onChange={setReason} why={fieldTrouble(open.error, "reason")} />
    </DeedSheet>
  );
}

function End({ pointId, onClose, onDone }: Deed): JSX.Element {
  const [reason, setReason] = useState("");
  const end = useAct(() => call<Dispute>("POST", `/points/${pointId}/disputes/end`, { body: { reason: reason.trim() } }));
  return (
    <DeedSheet
      label={t("dispute.end")}
      submit={t("dispute.end")}
      busy={end.busy}
      disabled={!reason.trim()}
      error={end.error}
      onSubmit={async () => {
        if (!(await end.run())) return;
        toast(t("dispute.ended"), { icon: "check" });
        onClose();
        await onDone();
      }}
      onClose={onClose}
    >
      <p class="muted">{t("dispute.end.means")}</p>
      <ReasonField label={t("dispute.reason")} value={reason} onChange={setReason} why={fieldTrouble(end.error, "reason")} />
    </DeedSheet>
  );
}

export function Disputes({ pointId }: { pointId: string }): JSX.Element {
  const asked = useAsk<Page<Dispute>>(`disputes/${pointId}`, (signal) => call("GET", `/points/${pointId}/disputes`, { signal }));
  const [sheet, setSheet] = useState<"open" | "end" | null>(null);
  const deed: Deed = { pointId, onClose: () => setSheet(null), onDone: () => asked.again() };
  return (
    <div class="card stack">
      <Answer asked={asked}>
        {({ items }) => {
          const open = items.some((one) => one.ended_at === null);
          return (
            <>
              <div class="row">
                <h2 class="grow">{t("dispute.title")}</h2>
                <Button small onClick={() => setSheet(open ? "end" : "open")}>
                  {t(open ? "dispute.end" : "dispute.open")}
                </Button>
              </div>
              {open ? <p class="small note">{t("dispute.holds")}</p> : null}
              {items.length === 0 ? <p class="small muted">{t("dispute.none")}</p> : null}
              <ul class="plain-list small">
                {items.map((one) => (
                  <li key={one.id}>
                    <b class="num">{t("dispute.months", { from: one.from_period, to: one.to_period ?? t("dispute.until_end") })}</b>{" "}
                    {one.reason}
                    <div class="muted">
                      {fullDate(one.opened_at)}
                      {one.ended_at ? ` · ${t("dispute.ended_on", { when: fullDate(one.ended_at), reason: one.end_reason ?? "" })}` : ""}
                    </div>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Answer>
      {sheet === "open" ? <Open {...deed} /> : sheet === "end" ? <End {...deed} /> : null}
    </div>
  );
}
