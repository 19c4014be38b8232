/** 计划: the month's runs, who walks them, and what stands in no route: the costliest omission there is. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { PointLedger } from "../frame/ledger-card.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Ledger, Page, Period, Run } from "../wire.ts";
import { ClosePeriod } from "./close-period.tsx";
import { RunPanel } from "./run-panel.tsx";
import { RunTable } from "./run-table.tsx";
import { Unplanned } from "./unplanned.tsx";
import { Unrouted } from "./unrouted.tsx";

function OpenPeriod({ branchId, period, onOpened }: { branchId: number; period: string; onOpened: () => Promise<unknown> }): JSX.Element {
  const open = useAct(() => call("POST", "/periods", { body: { branch_id: branchId, period }, timeout: 120_000 }));
  return (
    <div class="empty">
      <h1>{t("plan.not_open", { period })}</h1>
      <p class="muted">{t("plan.not_open.detail")}</p>
      <Trouble error={open.error} />
      <Button
        kind="primary"
        busy={open.busy}
        onClick={async () => {
          if (await open.run()) {
            toast(t("plan.opened", { period }), { icon: "check" });
            await onOpened();
          }
        }}
      >
        {open.busy ? t("plan.opening") : t("plan.open", { period })}
      </Button>
    </div>
  );
}

export function PlanScreen({ branchId, period, runId }: { branchId: number; period: string; runId: string | null }): JSX.Element {
  const query = { branch_id: branchId, period };
  const key = `${branchId}/${period}`;
  const periods = useAsk<Page<Period>>(`periods/${branchId}`, (signal) =>
    call("GET", "/periods", { query: { branch_id: branchId }, signal }),
  );
  const open = periods.data?.items.find((one) => one.period === period);
  const runs = useAsk<Page<Run>>(open ? `runs/${key}` : null, (signal) => call("GET", "/runs", { query, signal }), 60_000);
  const ledger = useAsk<Ledger>(open ? `ledger/${key}` : null, (signal) => call("GET", "/ledger", { query, signal }), 60_000);
  const chosen = runs.data?.items.find((run) => run.id === runId);
  const again = (): Promise<unknown> => Promise.all([periods.again(), runs.again(), ledger.again()]);
  return (
    <div class={chosen ? "split with-side" : "split"}>
      <div class="page">
        <header class="row">
          <h1 class="grow">
            {t("nav.plan")} <span class="num">{period}</span>{" "}
            {open ? <span class="muted light">{t(`plan.state.${open.state}`)}</span> : null}
          </h1>
          {open ? <ClosePeriod branchId={branchId} period={period} closed={open.state === "closed"} onChanged={again} /> : null}
        </header>
        <Answer asked={periods}>
          {() =>
            open ? (
              <>
                {ledger.data && open.state === "open" ? (
                  <Unplanned branchId={branchId} period={period} ledger={ledger.data} onPlanned={again} />
                ) : null}
                <Unrouted branchId={branchId} />
                <div class="plan-grid">
                  <div class="grow">
                    <Answer asked={runs}>{(page) => <RunTable runs={page.items} chosen={runId} />}</Answer>
                  </div>
                  {chosen ? null : (
                    <div class="card plan-ledger">
                      <Answer asked={ledger}>{(data) => <PointLedger ledger={data} />}</Answer>
                      <Link to="/ledger">{t("ledger.parts")}</Link>
                    </div>
                  )}
                </div>
              </>
            ) : (
              <OpenPeriod branchId={branchId} period={period} onOpened={again} />
            )
          }
        </Answer>
      </div>
      {chosen ? <RunPanel key={chosen.id} run={chosen} onChanged={again} /> : null}
    </div>
  );
}
