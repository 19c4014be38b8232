/** The month's runs as a table; a row leads to the run. */
import type { JSX } from "preact";
import { shortDate } from "../../../i18n/format.ts";
import { Pill } from "../../../ui/parts.tsx";
import { go, Link } from "../../../ui/router.tsx";
import { StateBar } from "../frame/ledger-card.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Run } from "../wire.ts";

/** Who walks it; with how many stops each where it isn't one person's whole. */
function Holders({ run }: { run: Run }): JSX.Element {
  const whole = run.holders.length === 1 && run.unassigned === 0;
  return (
    <>
      {run.holders.map((one) => (
        <div key={one.person.id}>
          {one.person.name} {whole ? null : <span class="small muted">{t("assign.stops", { n: one.tasks })}</span>}
        </div>
      ))}
      {run.unassigned === 0 ? null : (
        <Pill tone="doubt">{run.holders.length ? t("plan.unassigned", { n: run.unassigned }) : t("plan.nobody")}</Pill>
      )}
    </>
  );
}

export function RunTable({ runs, chosen }: { runs: readonly Run[]; chosen: string | null }): JSX.Element {
  if (runs.length === 0) return <p class="muted">{t("plan.no_runs")}</p>;
  return (
    <table class="table">
      <thead>
        <tr>
          <th>{t("plan.route")}</th>
          <th>{t("plan.window")}</th>
          <th class="right">{t("plan.stops")}</th>
          <th class="bar-col">{t("plan.progress")}</th>
          <th class="right">{t("plan.left")}</th>
          <th>{t("plan.holder")}</th>
          <th>{t("plan.state")}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => {
          return (
            <tr key={run.id} class={run.id === chosen ? "on" : ""} onClick={() => go(`/plan/${run.id}`)}>
              <td>
                <Link to={`/plan/${run.id}`} class="quiet-link" current={run.id === chosen}>
                  <b>{run.route.name}</b>
                </Link>
                <div class="small muted num">
                  {run.route.code}
                  {run.number > 1 ? ` · ${t("plan.number", { n: run.number })}` : ""}
                </div>
              </td>
              <td class="num">
                {shortDate(run.window_from)}–{shortDate(run.window_to)}
              </td>
              <td class="right num">{run.counts.total}</td>
              <td>
                <StateBar tasks={run.counts} />
              </td>
              <td class="right num">{run.counts.open}</td>
              <td>
                <Holders run={run} />
              </td>
              <td>{codeText("run.state", run.state)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
