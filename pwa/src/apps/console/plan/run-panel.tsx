/** One run at the side: give it to a reader, its ledger, and the stops that were skipped, each with a way to its customer. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Field, RoundButton } from "../../../ui/parts.tsx";
import { go, Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { TaskLedger } from "../frame/ledger-card.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import { InvitationSheet } from "../office/invitation-sheet.tsx";
import type { Ledger, Moved, Page, Person, Run, RunTask } from "../wire.ts";
import { CancelStops } from "./cancel-stops.tsx";

function AssignForm({ run, onChanged }: { run: Run; onChanged: () => Promise<unknown> }): JSX.Element {
  const readers = useAsk<Page<Person>>(`readers/${run.branch_id}`, (signal) =>
    call("GET", "/people", { query: { role: "reader", branch_id: run.branch_id, limit: 500 }, signal }),
  );
  const [holder, setHolder] = useState("");
  const [reason, setReason] = useState("");
  const assign = useAct(() => call<Moved>("POST", `/runs/${run.id}/assign`, { body: { holder_id: holder, reason: reason.trim() } }));
  const taken = run.holders.length > 0;
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        const done = await assign.run();
        if (!done) return;
        const name = readers.data?.items.find((one) => one.id === holder)?.name ?? "";
        toast(t("plan.assigned", { n: done.moved.length, name }), { icon: "check" });
        setReason("");
        setHolder("");
        await onChanged();
      }}
    >
      <Field label={t(taken ? "plan.reassign_to" : "plan.assign_to")}>
        {(id) => (
          <select id={id} class="input" required value={holder} onChange={(event) => setHolder(event.currentTarget.value)}>
            <option value="">{t("plan.choose_reader")}</option>
            {readers.data?.items.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {taken ? <ReasonField label={t("move.reason")} value={reason} onChange={setReason} /> : null}
      <Trouble error={readers.error ?? assign.error} />
      <div class="row">
        <Button type="submit" kind="primary" busy={assign.busy} disabled={!holder}>
          {t("plan.assign_run", { n: taken ? run.counts.open : run.counts.total })}
        </Button>
        <Link to={`/assign/${run.id}`} class="btn plain">
          {t("plan.move_part")}
        </Link>
      </div>
    </form>
  );
}

function Skipped({ runId }: { runId: string }): JSX.Element {
  const tasks = useAsk<Page<RunTask>>(`skipped/${runId}`, (signal) =>
    call("GET", `/runs/${runId}/tasks`, { query: { state: "skipped", limit: 500 }, signal }),
  );
  const [inviting, setInviting] = useState<RunTask | null>(null);
  return (
    <section>
      <h2>{t("plan.skipped")}</h2>
      <Answer asked={tasks}>
        {(page) => {
          const skipped = page.items.filter((task) => task.state === "skipped");
          return skipped.length === 0 ? (
            <p class="small muted">{t("plan.no_skipped")}</p>
          ) : (
            <ul class="plain-list">
              {skipped.map((task) => (
                <li key={task.id} class="row">
                  <span class="grow cut">
                    <Link to={`/points/${task.point.id}`}>{task.point.address}</Link>
                    <span class="small muted cut">
                      {task.skip_code ? codeText("skip", task.skip_code) : ""} {task.meter ? `…${task.meter.asset_number.slice(-6)}` : ""}
                    </span>
                  </span>
                  <Button small onClick={() => setInviting(task)}>
                    {t("invite.button")}
                  </Button>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
      {inviting ? <InvitationSheet task={inviting} onClose={() => setInviting(null)} /> : null}
    </section>
  );
}

export function RunPanel({ run, onChanged }: { run: Run; onChanged: () => Promise<unknown> }): JSX.Element {
  const ledger = useAsk<Ledger>(`ledger/${run.id}`, (signal) => call("GET", "/ledger", { query: { run_id: run.id }, signal }), 60_000);
  return (
    <aside class="side" aria-label={run.route.name}>
      <header class="row">
        <div class="grow">
          <h1>{run.route.name}</h1>
          <div class="small muted num">
            {run.route.code} · {run.period} · {shortDate(run.window_from)}–{shortDate(run.window_to)}
          </div>
        </div>
        <RoundButton icon="close" label={t("action.close")} onClick={() => go("/plan")} />
      </header>
      <AssignForm
        run={run}
        onChanged={async () => {
          await Promise.all([onChanged(), ledger.again()]);
        }}
      />
      <Answer asked={ledger}>
        {(data) => (
          <>
            <TaskLedger tasks={data.tasks} title={t("ledger.run")} />
            {data.by_holder.length > 1
              ? data.by_holder.map((one) => <TaskLedger key={one.person.id} tasks={one} title={one.person.name} />)
              : null}
          </>
        )}
      </Answer>
      <Skipped runId={run.id} />
      <CancelStops
        run={run}
        onChanged={async () => {
          await Promise.all([onChanged(), ledger.again()]);
        }}
      />
    </aside>
  );
}
