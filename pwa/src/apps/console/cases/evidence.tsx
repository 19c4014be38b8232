/** The middle: what was found at the meter, the photo, the two years before. Contested work shows both visits side by side. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { StateMark } from "../../../ui/icons.tsx";
import { Pill } from "../../../ui/parts.tsx";
import { gapless } from "../chart/comparison.ts";
import { HistoryChart } from "../chart/history-chart.tsx";
import { monthsOf, times } from "../chart/months.ts";
import { drawable } from "../frame/quantity.ts";
import { codeText, t } from "../frame/words.ts";
import { PresencePill } from "../samples/presence.tsx";
import type { CaseDetail, CaseReading, Hypothesis, Visit } from "../wire.ts";
import { meterProofs, photoStanding } from "./meter-proof.ts";
import { PhotoStage } from "./photo-stage.tsx";
import { reuseOf } from "./reuse.ts";
import { ReusedPhotos } from "./reused.tsx";
import { DialValue } from "./values.tsx";

export function VisitPills({ visit }: { visit: Visit }): JSX.Element {
  const proofs = meterProofs(visit);
  const photos = photoStanding(visit);
  const owed = visit.photos.filter((photo) => photo.state === "owed").length;
  const place = visit.place;
  return (
    <div class="pills">
      {proofs.map((proof) =>
        proof === "scanned" || proof === "in_photo" ? (
          <Pill key={proof} tone="got">
            ✓ {t(`visit.proof.${proof}`)}
          </Pill>
        ) : proof === "other" || proof === "other_in_photo" ? (
          <Pill key={proof} tone="wrong">
            ✗ {t(`visit.proof.${proof}`)}
          </Pill>
        ) : (
          <Pill key={proof}>{t(`visit.unseen.${proof}`)}</Pill>
        ),
      )}
      {photos === "whole" || photos === "owed" ? (
        <Pill tone={photos === "owed" ? "here" : "got"}>
          <StateMark state={photos === "owed" ? "here" : "got"} />{" "}
          {photos === "owed" ? t("visit.photos_owed", { n: owed }) : t("visit.photos_whole")}
        </Pill>
      ) : photos === "lost" || photos === "unusable" ? (
        <Pill tone="wrong">{t(`visit.photos.${photos}`)}</Pill>
      ) : (
        <Pill>{photos === "none" ? t("visit.no_photo") : t("visit.photos.removed")}</Pill>
      )}
      {place?.distance_m != null ? (
        <Pill>{t("visit.distance", { m: place.distance_m, accuracy: place.accuracy_m ?? "?" })}</Pill>
      ) : place ? (
        <Pill>{t("visit.place", { accuracy: place.accuracy_m ?? "?" })}</Pill>
      ) : null}
      {visit.troubles.map((code) => (
        <Pill key={code} tone="doubt">
          {codeText("trouble", code)}
        </Pill>
      ))}
      {visit.skip_code ? <Pill tone="doubt">{codeText("skip", visit.skip_code)}</Pill> : null}
      {visit.presence ? <PresencePill presence={visit.presence} /> : null}
    </div>
  );
}

export function History({
  detail,
  reading,
  hypothesis,
  other,
}: {
  detail: CaseDetail;
  reading: CaseReading | undefined;
  hypothesis: Hypothesis | undefined;
  /** Of two contested visits, the other one. */
  other: Visit | undefined;
}): JSX.Element | null {
  const registerId = reading?.register.id ?? detail.history[0]?.register_id;
  const scale = Number(detail.multiplier ?? 1) || 1;
  const months = useMemo(() => {
    const own = monthsOf(detail.history, registerId, scale).filter((month) => month.period < detail.case.period);
    const filled = gapless(own, detail.case.period);
    const last = filled.at(-1);
    if (last?.period === detail.case.period && reading?.expect) {
      last.lo = times(reading.expect.lo, scale);
      last.hi = times(reading.expect.hi, scale);
    }
    return filled.slice(-25);
  }, [detail, reading, registerId]);
  if (months.length < 2) return <p class="muted small">{t("chart.none")}</p>;
  const now = drawable(reading?.kwh ?? reading?.advance);
  const rivalReading = other?.readings.find((one) => one.register.id === registerId);
  const rival = drawable(rivalReading?.kwh ?? rivalReading?.advance);
  const previous = drawable(reading?.previous?.value);
  const meant = hypothesis?.register_id === undefined || hypothesis.register_id === registerId ? drawable(hypothesis?.value) : null;
  const candidate = meant === null || previous === null || meant === drawable(reading?.value) ? null : (meant - previous) * scale;
  return (
    <HistoryChart
      months={months}
      now={now}
      candidate={rival ?? (candidate !== null && candidate >= 0 ? candidate : null)}
      certain={rival !== null}
      unit={reading?.register.unit ?? "kWh"}
      label={reading ? registerLabel(reading.register) : t("chart.title")}
    />
  );
}

function VisitColumn({ visit, other, letter }: { visit: Visit; other: Visit | undefined; letter: string }): JSX.Element {
  const theirs = new Map(other?.readings.map((reading) => [reading.register.id, reading.value]));
  return (
    <section class="visit-col card" aria-label={t("visit.of", { name: visit.person?.name ?? codeText("source", visit.source) })}>
      <div class="row">
        <div class="grow">
          <h2>{visit.person?.name ?? codeText("source", visit.source)}</h2>
          <div class="small muted">
            {dateTime(visit.corrected_at ?? visit.taken_at)} · {codeText("standing", visit.standing)}
          </div>
        </div>
        <kbd>{letter}</kbd>
      </div>
      <PhotoStage visit={visit} compact />
      {visit.readings.map((reading) => (
        <div key={reading.id} class="row">
          <span class="grow small">{registerLabel(reading.register)}</span>
          <DialValue reading={reading} against={theirs.get(reading.register.id) ?? null} />
        </div>
      ))}
      {visit.readings.length === 0 ? (
        <p class="muted">{visit.skip_code ? codeText("skip", visit.skip_code) : codeText("outcome", visit.outcome)}</p>
      ) : null}
      {visit.note ? <p class="small note">{visit.note}</p> : null}
      <VisitPills visit={visit} />
    </section>
  );
}

export function Evidence({
  detail,
  reading,
  hypothesis,
  kept,
}: {
  detail: CaseDetail;
  reading: CaseReading | undefined;
  hypothesis: Hypothesis | undefined;
  /** In place of a photo and values: what was kept as it came. */
  kept: JSX.Element | null;
}): JSX.Element {
  const [visit, second] = detail.visits;
  const reuse = reuseOf(detail);
  const both = detail.case.kind === "contested" && second !== undefined;
  return (
    <div class={both ? "evidence two" : kept ? "evidence one" : "evidence"}>
      <header class="row">
        <div class="grow">
          <h1 class="cut">
            <a href={detail.point ? `#/points/${detail.point.id}` : undefined} class="quiet-link">
              {detail.point?.name || detail.point?.address || detail.case.sender?.device?.name || t("case.no_point")}
            </a>{" "}
            {detail.point?.name ? <span class="muted light">{detail.point.address}</span> : null}
          </h1>
          <div class="small muted cut">
            {[
              detail.point ? codeText("class", detail.point.class) : null,
              detail.meter?.phases ? codeText("phases", String(detail.meter.phases)) : null,
              detail.multiplier && Number(detail.multiplier) !== 1 ? t("case.multiplier", { n: detail.multiplier }) : null,
            ]
              .filter(Boolean)
              .join(" · ")}{" "}
            <span class="num">{[detail.meter?.asset_number, detail.point?.number].filter(Boolean).join(" · ")}</span>
          </div>
        </div>
        {visit && !both ? <VisitPills visit={visit} /> : null}
      </header>
      {kept ? (
        kept
      ) : both ? (
        <div class="visit-cols">
          {[visit, second].map((one, index) =>
            one ? <VisitColumn key={one.id} visit={one} other={index === 0 ? second : visit} letter={String(index + 1)} /> : null,
          )}
        </div>
      ) : reuse && visit ? (
        <ReusedPhotos reused={reuse} visit={visit} />
      ) : (
        <PhotoStage visit={visit} />
      )}
      {kept ? null : (
        <div class="card chart-card">
          <History detail={detail} reading={reading} hypothesis={hypothesis} other={both ? second : undefined} />
        </div>
      )}
    </div>
  );
}
