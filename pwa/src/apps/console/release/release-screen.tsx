/** 发送核算: what may be billed goes, what is doubtful stays, one metering point not holding up another. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { count } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice, Segments, Sheet } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { Windowed } from "../frame/windowed.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Held, Page, Released, ReleaseState, Run } from "../wire.ts";
import { EstimateStops } from "./estimate-stops.tsx";
import { ExportPanel } from "./export-panel.tsx";
import { Settlement } from "./settlement.tsx";

function Figures({ state }: { state: ReleaseState }): JSX.Element {
  const figures: [string, string, number][] = [
    ["got", t("release.ready"), state.ready],
    ["doubt", t("release.held"), state.held],
    ["plain", t("release.missing"), state.missing],
    ["sent", t("release.released"), state.released],
  ];
  return (
    <div class="figures">
      {figures.map(([tone, label, value]) => (
        <div key={label} class={`figure ${tone}`}>
          <b class="num">{count(value)}</b>
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
}

function HeldList({ items }: { items: readonly Held[] }): JSX.Element {
  if (items.length === 0) return <p class="muted">{t("release.nothing_held")}</p>;
  return (
    <Windowed items={items} rowHeight={52} label={t("release.held")}>
      {(held) => (
        <div class="held-row">
          <span class="grow cut">
            <Link to={`/points/${held.point.id}`} class="quiet-link">
              {held.point.address}
            </Link>
            <span class="small muted num cut">{held.point.number}</span>
          </span>
          <span class="small">{codeText("release.why", held.why)}</span>
          {held.case_id ? (
            <Link to={`/cases/${held.case_id}`} class="small">
              {t("release.to_case")}
            </Link>
          ) : (
            <span />
          )}
        </div>
      )}
    </Windowed>
  );
}

function ReleaseForm({
  branchId,
  period,
  state,
  runs,
  onReleased,
}: {
  branchId: number;
  period: string;
  state: ReleaseState;
  runs: readonly Run[];
  onReleased: () => Promise<unknown>;
}): JSX.Element {
  const [chosen, setChosen] = useState<string>("");
  const [asking, setAsking] = useState(false);
  const [result, setResult] = useState<Released | null>(null);
  const release = useAct(() =>
    call<Released>("POST", "/releases", { body: { branch_id: branchId, period, ...(chosen ? { run_id: chosen } : {}) }, timeout: 300_000 }),
  );
  const what = chosen ? t("release.do_run") : t("release.do_all", { n: state.ready });
  const held = result?.held.filter((one) => one.why !== "not_read").length ?? 0;
  return (
    <section class="card stack">
      <h2>{t("release.title")}</h2>
      <p class="small muted">{t("release.detail")}</p>
      <label class="field">
        <span>{t("release.what")}</span>
        <select class="input" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
          <option value="">{t("release.all_ready", { n: state.ready })}</option>
          {runs.map((run) => (
            <option key={run.id} value={run.id}>
              {run.route.name} · {run.route.code}
            </option>
          ))}
        </select>
      </label>
      {result ? (
        <Notice tone={result.released || !held ? "got" : "doubt"} title={t("release.done", { n: result.released })}>
          {held ? t("release.done.held", { n: held }) : t("release.done.detail")}
        </Notice>
      ) : null}
      <Trouble error={release.error} />
      <Button kind="primary" busy={release.busy} disabled={state.ready === 0} onClick={() => setAsking(true)}>
        {what}
      </Button>
      {asking ? (
        <Sheet label={what} onClose={() => setAsking(false)} centre>
          <h1>{what}?</h1>
          <p class="muted">{t("release.means")}</p>
          <div class="row end">
            <Button onClick={() => setAsking(false)}>{t("action.cancel")}</Button>
            <Button
              kind="primary"
              onClick={async () => {
                setAsking(false);
                const done = await release.run();
                if (!done) return;
                setResult(done);
                await onReleased();
              }}
            >
              {what}
            </Button>
          </div>
        </Sheet>
      ) : null}
    </section>
  );
}

export function ReleaseScreen({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const [tab, setTab] = useState<"held" | "estimate" | "lines">("held");
  const query = { branch_id: branchId, period };
  const state = useAsk<ReleaseState>(
    `releases/${branchId}/${period}`,
    (signal) => call("GET", "/releases", { query: { ...query, limit: 500 }, signal }),
    60_000,
  );
  const runs = useAsk<Page<Run>>(`runs/${branchId}/${period}`, (signal) => call("GET", "/runs", { query, signal }));
  return (
    <div class="page">
      <h1>
        {t("nav.release")} <span class="num">{period}</span>
      </h1>
      <Answer asked={state}>
        {(data) => (
          <>
            <Figures state={data} />
            <div class="release-grid">
              <div class="stack release-main">
                <Segments
                  label={t("release.view")}
                  value={tab}
                  options={[
                    ["held", t("release.tab.held", { n: data.held })],
                    ["estimate", t("stand_in.tab")],
                    ["lines", t("release.tab.lines", { n: data.released })],
                  ]}
                  onChange={setTab}
                />
                {tab === "held" ? (
                  <HeldList items={data.items} />
                ) : tab === "estimate" ? (
                  <EstimateStops key={`${branchId}/${period}`} branchId={branchId} period={period} onDone={() => state.again()} />
                ) : (
                  <Settlement key={`${branchId}/${period}/${data.released}`} branchId={branchId} period={period} />
                )}
              </div>
              <div class="stack">
                <ReleaseForm
                  branchId={branchId}
                  period={period}
                  state={data}
                  runs={runs.data?.items ?? []}
                  onReleased={() => state.again()}
                />
                <ExportPanel branchId={branchId} period={period} />
              </div>
            </div>
          </>
        )}
      </Answer>
    </div>
  );
}
