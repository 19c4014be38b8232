/** 派工 and 改派: who holds what, and moving part of a run while both are walking. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Link } from "../../../ui/router.tsx";
import { Answer } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Page, Person, Run, TodayRow } from "../wire.ts";
import { MatrixTable } from "./matrix-table.tsx";
import { Mover } from "./mover.tsx";

export function AssignScreen({ branchId, period, runId }: { branchId: number; period: string; runId: string | null }): JSX.Element {
  const runs = useAsk<Page<Run>>(
    `runs/${branchId}/${period}`,
    (signal) => call("GET", "/runs", { query: { branch_id: branchId, period }, signal }),
    30_000,
  );
  const readers = useAsk<Page<Person>>(`readers/${branchId}`, (signal) =>
    call("GET", "/people", { query: { role: "reader", branch_id: branchId, limit: 500 }, signal }),
  );
  const today = useAsk<Page<TodayRow>>(
    `today/${branchId}`,
    (signal) => call("GET", "/today", { query: { branch_id: branchId }, signal }),
    30_000,
  );
  const chosen = runs.data?.items.find((run) => run.id === runId);
  return (
    <div class={chosen ? "split with-mover" : "split"}>
      <div class="page">
        <header class="row">
          <h1 class="grow">
            {t("nav.assign")} <span class="num">{period}</span>
          </h1>
          <span class="muted small">{t("assign.how")}</span>
        </header>
        <Answer asked={runs}>
          {(page) =>
            page.items.length === 0 ? (
              <p class="muted">
                {t("assign.no_runs")} <Link to="/plan">{t("nav.plan")}</Link>
              </p>
            ) : (
              <Answer asked={readers}>
                {(people) => <MatrixTable runs={page.items} readers={people.items} today={today.data?.items ?? []} chosen={runId} />}
              </Answer>
            )
          }
        </Answer>
      </div>
      {chosen ? (
        <Mover
          key={chosen.id}
          run={chosen}
          readers={readers.data?.items ?? []}
          today={today.data?.items ?? []}
          onMoved={async () => {
            await Promise.all([runs.again(), today.again()]);
          }}
        />
      ) : null}
    </div>
  );
}
