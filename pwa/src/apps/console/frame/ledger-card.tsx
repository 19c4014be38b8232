/** 户数核对: what balances with what, in figures that add up on the screen. */
import type { JSX } from "preact";
import { count } from "../../../i18n/format.ts";
import { type Ledger, STATES, type TaskCounts } from "../wire.ts";
import { codeText, t } from "./words.ts";

/** Whether the eight states add up to the tasks ever assigned (P8). */
export function balances(tasks: TaskCounts): boolean {
  return STATES.reduce((sum, state) => sum + (tasks[state] ?? 0), 0) === tasks.ever;
}

function Line({ label, value, strong = false }: { label: string; value: number; strong?: boolean }): JSX.Element {
  return (
    <>
      <dt class={strong ? "sum" : ""}>{label}</dt>
      <dd class={strong ? "sum num" : "num"}>{count(value)}</dd>
    </>
  );
}

export function TaskLedger({ tasks, title }: { tasks: TaskCounts; title: string }): JSX.Element {
  return (
    <section class="ledger">
      <h2>{title}</h2>
      <dl>
        {STATES.map((state) => (tasks[state] ? <Line key={state} label={codeText("holding", state)} value={tasks[state]} /> : null))}
        <Line label={t("ledger.ever")} value={tasks.ever} strong />
      </dl>
      {balances(tasks) ? null : (
        <p class="small wrong-text" role="alert">
          ⚠ {t("ledger.does_not_balance")}
        </p>
      )}
    </section>
  );
}

export function PointLedger({ ledger }: { ledger: Ledger }): JSX.Element {
  return (
    <section class="ledger">
      <h2>{t("ledger.points")}</h2>
      <dl>
        <Line label={t("ledger.routed")} value={ledger.points.routed} />
        <Line label={t("ledger.unrouted")} value={ledger.points.unrouted} />
        <Line label={t("ledger.active")} value={ledger.points.active} strong />
      </dl>
      <h2>{t("ledger.due")}</h2>
      <dl>
        <Line label={t("ledger.assigned")} value={ledger.due.assigned} />
        <Line label={t("ledger.unassigned")} value={ledger.due.unassigned} />
        <Line label={t("ledger.excluded")} value={ledger.due.excluded} />
        {ledger.due.unplanned ? <Line label={t("ledger.unplanned")} value={ledger.due.unplanned} /> : null}
        <Line label={t("ledger.due_sum")} value={ledger.due.all} strong />
      </dl>
    </section>
  );
}

/** The states of tasks as one bar: read, skipped, contested and returned, open; the figures stand in its label. */
export function StateBar({ tasks }: { tasks: Record<string, number> }): JSX.Element {
  const parts: [string, number][] = [
    ["read", (tasks["read"] ?? 0) + (tasks["closed_elsewhere"] ?? 0)],
    ["skipped", (tasks["skipped"] ?? 0) + (tasks["returned"] ?? 0)],
    ["contested", tasks["contested"] ?? 0],
    ["open", tasks["open"] ?? 0],
  ];
  const sum = parts.reduce((total, [, value]) => total + value, 0);
  return (
    <span
      class="state-bar"
      role="img"
      aria-label={parts
        .filter(([, value]) => value)
        .map(([state, value]) => `${codeText("holding", state)} ${value}`)
        .join(", ")}
    >
      {sum ? parts.map(([state, value]) => (value ? <i key={state} class={state} style={{ flexGrow: value }} /> : null)) : null}
    </span>
  );
}
