/** The right: what was typed, what probably happened, which rule spoke, and how it went. */

import type { JSX } from "preact";
import { clockTime, dateTime, shortDate } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { textOf } from "../../../i18n/texts.ts";
import { brief, quantity } from "../frame/quantity.ts";
import { codeText, plain, t } from "../frame/words.ts";
import type { CaseDetail, CaseReading, Visit } from "../wire.ts";
import { onDial } from "./difference.ts";
import { JudgedAgain } from "./judged-again.tsx";
import { whyCode } from "./reuse.ts";
import { DialValue, Previous } from "./values.tsx";
import { eventText, findingText, hypothesisText } from "./words.ts";

function Registers({
  visit,
  chosen,
  onChoose,
}: {
  visit: Visit;
  chosen: CaseReading | undefined;
  onChoose: (id: string) => void;
}): JSX.Element {
  return (
    <div class="registers" role="radiogroup" aria-label={t("case.registers")}>
      {visit.readings.map((reading) => (
        // biome-ignore lint/a11y/useSemanticElements: a row of figures that can be chosen, not a form
        <button
          key={reading.id}
          type="button"
          role="radio"
          aria-checked={reading.id === chosen?.id}
          class="register-row"
          onClick={() => onChoose(reading.register.id)}
        >
          <span class="grow cut">
            {reading.findings.some((finding) => finding.action !== "info") ? <span class="doubt-mark">⚠ </span> : null}
            {registerLabel(reading.register)}
          </span>
          <span class="num">{onDial(reading.value, reading.register.digits, reading.register.decimals)}</span>
          <span class="num small muted">{reading.advance === null ? "" : quantity(reading.advance, true)}</span>
        </button>
      ))}
    </div>
  );
}

function Typed({
  visit,
  reading,
  against,
  name,
}: {
  visit: Visit;
  reading: CaseReading;
  against: string | null;
  name: string | null;
}): JSX.Element {
  const attempts = visit.attempts.filter((attempt) => attempt.register_id === reading.register.id);
  const again = attempts.length > 1 && attempts.every((attempt) => attempt.value === attempts[0]?.value);
  return (
    <div class="typed">
      <div class="grow">
        <div class="small muted">
          {name ? `${name} · ` : ""}
          {codeText("obtained", reading.obtained)}
          {again ? t("case.twice_the_same") : attempts.length > 1 ? t("case.changed_after_hint", { first: attempts[0]?.value ?? "" }) : ""}
        </div>
        <DialValue reading={reading} against={against} large />
        <div class="small muted num">
          {reading.advance === null ? "" : `${quantity(reading.advance, true)}`}
          {reading.kwh !== null && reading.kwh !== reading.advance ? ` → ${quantity(reading.kwh, true)} kWh` : ""}
          {reading.expect ? ` · ${t("chart.usual")} ${brief(reading.expect.lo)}–${brief(reading.expect.hi)}` : ""}
        </div>
        {reading.stands ? (
          <div class="small">
            {t("case.stands_now")} <b class="num">{onDial(reading.stands.value, reading.register.digits, reading.register.decimals)}</b> ·{" "}
            {codeText("obtained", reading.stands.obtained)}
          </div>
        ) : null}
      </div>
      {reading.previous ? (
        <div class="previous">
          <div class="small muted">{t("case.previous", { date: reading.previous.at ? shortDate(reading.previous.at) : "" })}</div>
          <Previous reading={reading} />
        </div>
      ) : null}
    </div>
  );
}

const oddsText = (odds: number): string => (odds < 1 ? "< 1 %" : odds > 99 ? "> 99 %" : `${odds} %`);

function Hypotheses({ detail, reading }: { detail: CaseDetail; reading: CaseReading | undefined }): JSX.Element | null {
  // Odds are among the explanations of one register; those of another one stand beside its own values.
  const own = detail.hypotheses.filter((one) => !one.register_id || one.register_id === reading?.register.id);
  if (own.length === 0) return null;
  return (
    <section>
      <h2>{t("case.probably")}</h2>
      <ol class="hypotheses">
        {own.map((one, index) => (
          <li key={`${one.code}${one.value ?? ""}`} class={index === 0 ? "hypothesis on" : "hypothesis"}>
            <span class="row">
              <span class={index === 0 ? "grow strong" : "grow"}>
                {own.length === 1 && one.code === "real_change" ? t("hypothesis.no_slip") : hypothesisText(one)}
              </span>
              {own.length > 1 ? <span class="num nowrap">{oddsText(one.odds)}</span> : null}
            </span>
            {one.value && reading ? (
              <span class="num muted small">
                {onDial(one.value, reading.register.digits, reading.register.decimals)}
                {typeof one.params["advance"] === "string"
                  ? ` → ${t("case.this_period", { advance: quantity(one.params["advance"]) })}`
                  : ""}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Reasons({
  detail,
  reading,
  against,
  onRegister,
}: {
  detail: CaseDetail;
  reading: CaseReading | undefined;
  against: string | null;
  onRegister: (registerId: string) => void;
}): JSX.Element {
  const visit = detail.visits[0];
  const findings = [
    ...(visit?.findings.map((finding) => ({ finding, register: null })) ?? []),
    ...(visit?.readings.flatMap((one) => one.findings.map((finding) => ({ finding, register: one.register }))) ?? []),
  ];
  const why = textOf(`case.why.${whyCode(detail.case)}`, plain(detail.case.headline.params));
  const several = (visit?.readings.length ?? 0) > 1;
  return (
    <aside class="reasons" aria-label={t("case.reasons")}>
      {why ? <p class="note">{why}</p> : null}
      {visit && reading ? (
        <Typed visit={visit} reading={reading} against={against} name={detail.visits.length > 1 ? (visit.person?.name ?? null) : null} />
      ) : null}
      {visit && several ? <Registers visit={visit} chosen={reading} onChoose={onRegister} /> : null}
      {visit?.note ? <p class="note">{visit.note}</p> : null}
      <Hypotheses detail={detail} reading={reading} />
      {findings.length ? (
        <section>
          <h2>
            {t("case.rules")}
            {visit?.band_version ? <span class="muted small light"> {t("case.band_version", { n: visit.band_version })}</span> : null}
          </h2>
          <ul class="plain-list small">
            {findings.map(({ finding, register }) => (
              <li
                key={`${finding.rule}${register?.id ?? ""}${finding.params["how"] ?? ""}`}
                class={finding.action === "info" ? "muted" : ""}
              >
                <b class="num">{finding.rule}</b> {several && register ? `${registerLabel(register)}: ` : ""}
                {findingText(finding)}
              </li>
            ))}
          </ul>
          <JudgedAgain key={detail.case.id} caseId={detail.case.id} />
        </section>
      ) : null}
      <section>
        <h2>{t("case.course")}</h2>
        <ol class="plain-list small muted">
          {detail.timeline.map((event) => (
            <li key={`${event.at}${event.kind}`} title={dateTime(event.at)}>
              <span class="num">{clockTime(event.at)}</span> {event.by && !event.kind.startsWith("typed") ? `${event.by.name} ` : ""}
              {eventText(event)}
            </li>
          ))}
        </ol>
      </section>
      {detail.related.length ? (
        <section>
          <h2>{t("case.follow_up")}</h2>
          <ul class="plain-list small">
            {detail.related.map((task) => (
              <li key={task.task_id}>
                {codeText("task.kind", task.kind)} · {codeText("task.state", task.state)}
                {task.holder ? ` · ${task.holder.name}` : ""}
                {` · ${t("case.due", { date: task.due_to })}`}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </aside>
  );
}
