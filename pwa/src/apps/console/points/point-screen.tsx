/** One metering point: who, where, which meter, what it used, what was read, what was released, who changed what. */
import type { ComponentChildren, JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Pill, RoundButton, Segments } from "../../../ui/parts.tsx";
import { back, Link } from "../../../ui/router.tsx";
import { onDial } from "../cases/difference.ts";
import { gapless } from "../chart/comparison.ts";
import { HistoryChart } from "../chart/history-chart.tsx";
import { monthsOf } from "../chart/months.ts";
import { quantity } from "../frame/quantity.ts";
import { Answer } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import { addressOf } from "../ledger/parts.ts";
import { AuditList } from "../office/audit-list.tsx";
import type { PointDetail, PointFile, PointStory, Register } from "../wire.ts";
import { Disputes } from "./disputes.tsx";

function Facts({ detail }: { detail: PointDetail }): JSX.Element {
  const { point, account, area, route, box } = detail;
  const facts: [string, ComponentChildren, boolean?][] = [
    [t("points.number"), point.number, true],
    [t("points.account"), `${account.number} · ${account.name}`],
    [t("points.status"), codeText("account.status", account.status)],
    [t("points.class"), codeText("class", point.class)],
    [t("points.role"), codeText("point.role", point.role)],
    [t("points.capacity"), point.contract_capacity ? `${quantity(point.contract_capacity)} kVA` : null],
    [t("points.area"), area ? <Link to={addressOf("area", area.id)}>{`${area.name} (${area.number})`}</Link> : null],
    [t("points.line"), area?.line ? area.line.name : null],
    [t("points.route"), route ? `${route.name} · ${t("points.place_in_route", { n: route.sequence })}` : t("points.no_route")],
    [
      t("points.box"),
      box
        ? [box.barcode, box.floor, box.row ? t("points.box_place", { row: box.row, column: box.column ?? 0 }) : ""]
            .filter(Boolean)
            .join(" · ")
        : null,
    ],
    [t("points.hint"), point.hint],
  ];
  return (
    <dl class="facts">
      {facts.map(([label, value, num]) =>
        value ? (
          <>
            <dt key={label}>{label}</dt>
            <dd class={num ? "num" : ""}>{value}</dd>
          </>
        ) : null,
      )}
    </dl>
  );
}

function Installations({ detail }: { detail: PointDetail }): JSX.Element {
  return (
    <section>
      <h2>{t("points.installations")}</h2>
      {detail.installations.map((one) => (
        <div key={one.id} class="installation">
          <div class="row">
            <b class="num grow">{one.meter.asset_number}</b>
            {one.to === null ? <Pill tone="got">● {t("points.now")}</Pill> : null}
          </div>
          <div class="small muted">
            {one.from} – {one.to ?? t("points.today")} · {one.meter.model} ·{" "}
            {one.meter.phases ? codeText("phases", String(one.meter.phases)) : ""} · ×{quantity(one.multiplier)}
          </div>
          <div class="small muted num">{[one.meter.serial_number, one.meter.comm_address].filter(Boolean).join(" · ")}</div>
          <ul class="plain-list small">
            {one.registers.map((register) => (
              <li key={register.id} class="row">
                <span class="grow">{registerLabel(register)}</span>
                <span class="num">
                  {register.initial ?? "–"} → {register.final ?? "…"}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function History({ detail, registers }: { detail: PointDetail; registers: readonly Register[] }): JSX.Element | null {
  const measured = registers.filter((register) => detail.history.some((month) => month.register_id === register.id));
  const [chosen, setChosen] = useState(measured[0]?.id ?? "");
  const register = measured.find((one) => one.id === chosen) ?? measured[0];
  const months = useMemo(() => {
    const multiplier = Number(detail.installations.find((one) => one.to === null)?.multiplier ?? 1) || 1;
    const own = monthsOf(detail.history, register?.id, multiplier);
    return gapless(own, own.at(-1)?.period ?? "").slice(-36);
  }, [detail, register?.id]);
  if (!register || months.length < 2) return <p class="muted">{t("chart.none")}</p>;
  return (
    <div class="card">
      {measured.length > 1 ? (
        <Segments
          label={t("case.registers")}
          value={register.id}
          options={measured.map((one) => [one.id, registerLabel(one)] as const)}
          onChange={setChosen}
        />
      ) : null}
      <HistoryChart months={months} unit={register.unit} label={registerLabel(register)} />
    </div>
  );
}

/** A difference on the dial with its sign: "+3.5". */
function signed(difference: number, decimals: number): string {
  return `${difference > 0 ? "+" : ""}${difference.toFixed(decimals)}`;
}

function Readings({ detail, registers }: { detail: PointDetail; registers: readonly Register[] }): JSX.Element {
  const byId = new Map(registers.map((register) => [register.id, register]));
  return (
    <section>
      <h2>{t("points.readings")}</h2>
      <table class="table">
        <thead>
          <tr>
            <th>{t("nav.period")}</th>
            <th>{t("settlement.register")}</th>
            <th class="right">{t("points.value")}</th>
            <th>{t("points.value_at")}</th>
            <th>{t("points.obtained")}</th>
            <th>{t("points.by")}</th>
          </tr>
        </thead>
        <tbody>
          {detail.readings.map((reading) => {
            const register = byId.get(reading.register_id);
            const before = detail.readings.find((one) => one.id === reading.corrects);
            const estimate = before?.obtained === "estimate" ? before : undefined;
            return (
              <tr key={reading.id} class={reading.stands ? "" : "gone"}>
                <td class="num">{reading.period}</td>
                <td>{register ? registerLabel(register) : ""}</td>
                <td class="right num">{register ? onDial(reading.value, register.digits, register.decimals) : reading.value}</td>
                <td class="num">{dateTime(reading.value_at)}</td>
                <td>
                  {codeText("obtained", reading.obtained)}
                  {reading.corrects ? <span class="small muted"> · {t("points.corrects")}</span> : null}
                  {estimate && register ? (
                    <div class="small muted">
                      {t("stand_in.replaced", {
                        value: onDial(estimate.value, register.digits, register.decimals),
                        difference: signed(Number(reading.value) - Number(estimate.value), register.decimals),
                      })}
                    </div>
                  ) : null}
                </td>
                <td>
                  {reading.by?.name ?? ""}
                  {reading.reason ? <div class="small muted">{reading.reason}</div> : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

export function PointScreen({ pointId }: { pointId: string }): JSX.Element {
  const asked = useAsk<PointDetail>(`point/${pointId}`, async (signal) => {
    const [file, story] = await Promise.all([
      call<PointFile>("GET", `/points/${pointId}`, { signal }),
      call<PointStory>("GET", `/points/${pointId}/story`, { signal }),
    ]);
    return { ...file, ...story };
  });
  return (
    <div class="page">
      <Answer asked={asked}>
        {(detail) => {
          const registers = detail.installations.flatMap((one) => one.registers);
          return (
            <>
              <header class="row">
                <RoundButton icon="back" label={t("action.back")} onClick={() => back("/points")} />
                <h1 class="grow cut">
                  {detail.point.address} <span class="muted light">{detail.account.name}</span>
                </h1>
                {detail.releases[0] ? <Pill tone="got">✓ {t("points.released", { period: detail.releases[0].period })}</Pill> : null}
              </header>
              <div class="point-grid">
                <div class="stack">
                  <History detail={detail} registers={registers} />
                  <Readings detail={detail} registers={registers} />
                  <section>
                    <h2>{t("nav.audit")}</h2>
                    <AuditList lines={detail.audit} />
                  </section>
                </div>
                <aside class="stack">
                  <div class="card">
                    <Facts detail={detail} />
                  </div>
                  <div class="card">
                    <Installations detail={detail} />
                  </div>
                  <Disputes pointId={pointId} />
                  {detail.stops.length ? (
                    <div class="card">
                      <h2>{t("points.stops")}</h2>
                      <ul class="plain-list small">
                        {detail.stops.map((one) => (
                          <li key={one.task_id}>
                            <div class="row">
                              <b class="num grow">{one.period}</b>
                              <span>
                                {codeText("task.state", one.state)}
                                {one.skip_code ? ` · ${codeText("skip", one.skip_code)}` : ""}
                              </span>
                            </div>
                            <div class="muted">
                              {[one.at ? dateTime(one.at) : "", one.by?.name ?? "", one.note ?? ""].filter(Boolean).join(" · ")}
                            </div>
                          </li>
                        ))}
                      </ul>
                    </div>
                  ) : null}
                  {detail.releases.length ? (
                    <div class="card">
                      <h2>{t("points.releases")}</h2>
                      <ul class="plain-list small">
                        {detail.releases.map((one) => (
                          <li key={`${one.period}${one.released_at}`} class="row">
                            <b class="num grow">{one.period}</b>
                            <span class="muted">
                              {dateTime(one.released_at)} {one.by?.name ?? ""}
                            </span>
                          </li>
                        ))}
                      </ul>
                    </div>
                  ) : null}
                  {detail.events.length ? (
                    <div class="card">
                      <h2>{t("points.events")}</h2>
                      <ul class="plain-list small">
                        {detail.events.map((one) => (
                          <li key={`${one.on}${one.kind}`}>
                            <b class="num">{one.on}</b> {codeText("point.event", one.kind, one.detail)}
                          </li>
                        ))}
                      </ul>
                    </div>
                  ) : null}
                </aside>
              </div>
            </>
          );
        }}
      </Answer>
    </div>
  );
}
