/** Setting a rule's thresholds: for whom, from when, why, and what it would have asked in past cycles. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { businessDate } from "../../../i18n/format.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Field, Notice } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { fieldTrouble, Trouble } from "../frame/trouble.tsx";
import { codeText } from "../frame/words.ts";
import { WhomFields } from "../photos/whom.tsx";
import type { Whom } from "../photos/wire.ts";
import { numbersOf, setting } from "./in-force.ts";
import type { Numbers, Rule, Threshold, Tried } from "./wire.ts";
import { t } from "./words.ts";

export function SetSheet({
  branchId,
  period,
  months,
  rule,
  items,
  onClose,
  onSet,
}: {
  branchId: number;
  period: string;
  months: number;
  rule: Rule;
  items: readonly Threshold[];
  onClose: () => void;
  onSet: () => Promise<void>;
}): JSX.Element {
  const holding = (customerClass: string | null): Numbers =>
    numbersOf(rule, setting(items, rule.code, { branchId, customerClass, day: businessDate() }));
  const [whom, setWhom] = useState<Whom>({ branch_id: branchId, customer_class: null });
  const [numbers, setNumbers] = useState<Numbers>(holding(null));
  const [from, setFrom] = useState(businessDate());
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState<Tried | null>(null);
  const save = useAct(() =>
    call<Threshold>("PUT", "/thresholds", {
      body: {
        rule: rule.code,
        branch_id: whom.branch_id,
        customer_class: whom.customer_class,
        valid_from: from,
        numbers,
        reason: reason.trim(),
      },
    }),
  );
  const attempt = useAct(async () => {
    setTried(
      await call<Tried>("POST", "/thresholds/what-if", {
        body: { rule: rule.code, branch_id: branchId, customer_class: whom.customer_class, numbers, period, months },
      }),
    );
  });
  return (
    <DeedSheet
      label={t("rules.set_this", { code: rule.code })}
      title={`${rule.code} ${codeText("case.headline", rule.code)}`}
      submit={t("rules.set")}
      busy={save.busy}
      error={save.error}
      onSubmit={async () => {
        if (!(await save.run())) return;
        await onSet();
        toast(t("rules.done"), { icon: "check" });
        onClose();
      }}
      onClose={onClose}
    >
      <WhomFields
        branchId={branchId}
        value={whom}
        onChange={(next) => {
          if (next.customer_class !== whom.customer_class) setNumbers(holding(next.customer_class));
          setWhom(next);
          setTried(null);
        }}
      />
      <div class="number-fields">
        {Object.entries(numbers).map(([name, value]) => (
          <Field key={name} label={codeText("rules.number", name)} why={fieldTrouble(save.error ?? attempt.error, name)}>
            {(id) => (
              <input
                id={id}
                class="input num"
                type="number"
                min={0}
                step={1}
                required
                value={value}
                onInput={(event) => {
                  const next = event.currentTarget.valueAsNumber;
                  if (Number.isFinite(next)) setNumbers({ ...numbers, [name]: Math.trunc(next) });
                  setTried(null);
                  save.clear();
                  attempt.clear();
                }}
              />
            )}
          </Field>
        ))}
      </div>
      {"price_e4" in numbers ? <p class="small muted">{t("rules.class_of_price")}</p> : null}
      {rule.where === "together" ? (
        <p class="small muted">{t("rules.cant_try")}</p>
      ) : (
        <div class="row">
          <Button small busy={attempt.busy} onClick={() => void attempt.run()}>
            {t("rules.try")}
          </Button>
          <span class="small muted grow">{t("rules.trying", { months })}</span>
        </div>
      )}
      {tried ? (
        <Notice
          tone="info"
          title={t("rules.tried", {
            cycles: tried.cycles,
            visits: tried.visits,
            opened: tried.after.opened,
            right: tried.after.right,
            before: tried.before.opened,
            before_right: tried.before.right,
          })}
        >
          {t("rules.tried.rest", {
            opened: tried.after.opened,
            accepted: tried.after.accepted,
            waiting: tried.after.waiting,
            quiet: tried.after.quiet,
          })}
        </Notice>
      ) : null}
      <Trouble error={attempt.error} />
      <Field label={t("rules.from")} why={fieldTrouble(save.error, "valid_from")}>
        {(id) => (
          <input id={id} class="input num" type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
        )}
      </Field>
      <ReasonField label={t("rules.why")} value={reason} onChange={setReason} why={fieldTrouble(save.error, "reason")} most={300} />
      <p class="small muted">{t("rules.reach")}</p>
    </DeedSheet>
  );
}
