/** 抽查: visits drawn to be looked at, and what was seen of them. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Segments } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText } from "../frame/words.ts";
import { t } from "../rules/words.ts";
import type { Page } from "../wire.ts";
import { PresenceParts } from "./presence.tsx";
import { type Drawn, OUTCOMES, type Outcome, type Sample } from "./wire.ts";

function Row({ sample, onJudged }: { sample: Sample; onJudged: (outcome: Outcome) => void }): JSX.Element {
  return (
    <tr>
      <td>
        <Link to={`/points/${sample.point.id}`}>{sample.point.number}</Link>
        <div class="small muted">{sample.point.address}</div>
        <div class="small num">{dateTime(sample.taken_at)}</div>
      </td>
      <td>{sample.person?.name ?? "–"}</td>
      <td class="right num">{sample.score}</td>
      <td>
        <PresenceParts parts={sample.parts} />
      </td>
      <td>{codeText("samples.why", sample.why)}</td>
      <td>
        <Segments
          label={t("samples.judge", { number: sample.point.number })}
          value={sample.outcome ?? ""}
          options={OUTCOMES.map((one) => [one, codeText("samples.outcome", one)] as const)}
          onChange={(outcome) => onJudged(outcome as Outcome)}
        />
        {sample.seen_by ? <div class="small muted">{sample.seen_by.name}</div> : null}
      </td>
    </tr>
  );
}

export function SamplesScreen({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const asked = useAsk<Page<Sample>>(`samples/${branchId}/${period}`, (signal) =>
    call("GET", "/samples", { query: { branch_id: branchId, period, limit: 200 }, signal }),
  );
  const draw = useAct(async () => {
    const { drawn } = await call<Drawn>("POST", "/samples/draw", { body: { branch_id: branchId, period } });
    toast(t("samples.drawn", { n: drawn }), { icon: "check" });
    await asked.again();
  });
  const judge = useAct(async (visitId: string, outcome: Outcome) => {
    await call("POST", `/samples/${visitId}`, { body: { outcome } });
    await asked.again();
  });
  return (
    <div class="page stack">
      <header class="row">
        <h1 class="grow">{t("nav.samples")}</h1>
        <Button small busy={draw.busy} onClick={() => void draw.run()}>
          {t("samples.draw")}
        </Button>
      </header>
      <p class="small muted">
        {t("samples.what")} {t("presence.means")}
      </p>
      <Trouble error={draw.error ?? judge.error} />
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("samples.none")}</p>
          ) : (
            <div class="scroll-x">
              <table class="table">
                <thead>
                  <tr>
                    <th>{t("samples.visit")}</th>
                    <th>{t("samples.reader")}</th>
                    <th class="right">{t("samples.points")}</th>
                    <th>{t("samples.observed")}</th>
                    <th>{t("samples.drawn_by")}</th>
                    <th>{t("samples.seen")}</th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((sample) => (
                    <Row key={sample.visit_id} sample={sample} onJudged={(outcome) => void judge.run(sample.visit_id, outcome)} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Answer>
    </div>
  );
}
