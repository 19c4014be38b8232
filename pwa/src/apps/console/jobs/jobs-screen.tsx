/** 失败任务: work the server gave up on after many attempts. Nothing of it is lost; a person says what becomes of it. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { textOf } from "../../../i18n/texts.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Page } from "../wire.ts";
import { type DeadJob, deadJobs } from "./dead-jobs.ts";

/** What a job does, in words; a name this version doesn't know is shown as it is. */
const nameOf = (job: DeadJob): string => textOf(`job.${job.name}`) ?? job.name;

/** "KeyError: 'run'" said to somebody who keeps the server running: kinds they can do something about come first. */
function inWords(error: string | null): string {
  const kind = error?.split(":")[0] ?? "";
  return textOf(`job.error.${kind}`) ?? t("job.error.other");
}

function Drop({ job, onClose, onDone }: { job: DeadJob; onClose: () => void; onDone: () => Promise<void> }): JSX.Element {
  const [reason, setReason] = useState("");
  const drop = useAct(async () => {
    await call<void>("POST", `/jobs/${job.id}/drop`, { body: { reason: reason.trim() } });
    return true;
  });
  return (
    <DeedSheet
      label={t("job.drop")}
      title={t("job.drop_this", { name: nameOf(job) })}
      submit={t("job.drop")}
      kind="danger"
      busy={drop.busy}
      disabled={!reason.trim()}
      error={drop.error}
      onSubmit={async () => {
        if (!(await drop.run())) return;
        toast(t("job.dropped"), { icon: "check" });
        onClose();
        await onDone();
      }}
      onClose={onClose}
    >
      <p class="muted">{t("job.drop.means")}</p>
      <ReasonField label={t("job.drop.reason")} value={reason} onChange={setReason} />
    </DeedSheet>
  );
}

function Row({ job, onChanged, onDrop }: { job: DeadJob; onChanged: () => Promise<void>; onDrop: () => void }): JSX.Element {
  const retry = useAct(async () => {
    await call<void>("POST", `/jobs/${job.id}/retry`);
    toast(t("job.retried"), { icon: "check" });
    await onChanged();
  });
  return (
    <tr>
      <td>
        <b>{nameOf(job)}</b>
        <div class="small muted num">{job.name}</div>
      </td>
      <td class="right num">{job.attempts}</td>
      <td class="num">{job.finished_at ? dateTime(job.finished_at) : "–"}</td>
      <td>
        {inWords(job.error)}
        <details class="small muted">
          <summary>{t("job.detail")}</summary>
          <div class="num wrap">{job.error}</div>
          <div class="num wrap">{JSON.stringify(job.payload)}</div>
        </details>
        <Trouble error={retry.error} />
      </td>
      <td class="right">
        <div class="row end">
          <Button small busy={retry.busy} onClick={() => void retry.run()}>
            {t("job.retry")}
          </Button>
          <Button small kind="plain" onClick={onDrop}>
            {t("job.drop")}
          </Button>
        </div>
      </td>
    </tr>
  );
}

export function JobsScreen(): JSX.Element {
  const asked = useAsk<Page<DeadJob>>("dead-jobs", (signal) => call("GET", "/jobs/dead", { query: { limit: 500 }, signal }), 30_000);
  const [dropping, setDropping] = useState<DeadJob | null>(null);
  useEffect(() => {
    if (asked.data) deadJobs.value = asked.data.items.length;
  }, [asked.data]);
  return (
    <div class="page">
      <h1>{t("nav.jobs")}</h1>
      <p class="small muted">{t("job.means")}</p>
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("job.none")}</p>
          ) : (
            <table class="table">
              <thead>
                <tr>
                  <th>{t("job.what")}</th>
                  <th class="right">{t("job.attempts")}</th>
                  <th>{t("job.last")}</th>
                  <th>{t("job.why")}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {page.items.map((job) => (
                  <Row key={job.id} job={job} onChanged={() => asked.again()} onDrop={() => setDropping(job)} />
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      {dropping ? <Drop job={dropping} onClose={() => setDropping(null)} onDone={() => asked.again()} /> : null}
    </div>
  );
}
