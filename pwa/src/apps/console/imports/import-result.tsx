/** How an import goes and what it found; asked again while it runs. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { address, call } from "../../../api/client.ts";
import { count } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice, Progress } from "../../../ui/parts.tsx";
import { Answer } from "../frame/trouble.tsx";
import { Windowed } from "../frame/windowed.tsx";
import { codeText, t } from "../frame/words.ts";
import type { ImportFault, ImportJob } from "../wire.ts";

const ENDED = new Set(["done", "failed", "refused"]);

function Errors({ job }: { job: ImportJob }): JSX.Element {
  return (
    <section class="stack">
      <div class="row">
        <h2 class="grow">
          {t("import.errors", { n: job.rows.wrong || job.errors.length })}
          {job.rows.wrong > job.errors.length ? <span class="small muted"> {t("import.first", { n: job.errors.length })}</span> : null}
        </h2>
        <a class="btn quiet small" download href={address(`/imports/${job.id}/errors.csv`)}>
          {t("import.download_errors")}
        </a>
      </div>
      <div class="error-row error-head small muted">
        <span class="right">{t("import.row")}</span>
        <span>{t("import.column")}</span>
        <span>{t("import.value")}</span>
        <span>{t("import.what_to_do")}</span>
      </div>
      <Windowed items={job.errors} rowHeight={64} label={t("import.errors", { n: job.errors.length })}>
        {(error: ImportFault) => (
          <div class="error-row">
            <span class="right num">
              {error.sheet ? <span class="small muted">{error.sheet} </span> : null}
              {error.row ?? "–"}
            </span>
            <span class="cut">{error.column ?? ""}</span>
            <span class="num cut" title={error.value ?? ""}>
              {error.value ?? ""}
            </span>
            <span class="small cut-2">
              <b>{error.title}</b> {error.what_to_do}
            </span>
          </div>
        )}
      </Windowed>
    </section>
  );
}

function Outcome({ job, onWrite }: { job: ImportJob; onWrite: (() => Promise<void>) | null }): JSX.Element {
  const write = useAct(async () => onWrite?.());
  const wrong = job.rows.wrong || job.errors.length;
  if (job.state === "failed")
    return (
      <Notice tone="wrong" title={t("import.failed")}>
        {t("import.failed.detail")}
      </Notice>
    );
  if (wrong)
    return (
      <Notice tone="wrong" title={t("import.refused", { n: wrong })}>
        {t("import.refused.detail")}
      </Notice>
    );
  if (!job.dry_run)
    return (
      <Notice tone="got" title={t("import.written", { n: job.rows.written })}>
        {t("import.written.detail", { unchanged: job.rows.unchanged })}
      </Notice>
    );
  return (
    <Notice
      tone="got"
      title={t("import.good", { n: job.rows.checked })}
      action={
        onWrite ? (
          <Button kind="primary" small busy={write.busy} onClick={() => void write.run()}>
            {t("import.write")}
          </Button>
        ) : undefined
      }
    >
      {t("import.good.detail")}
    </Notice>
  );
}

export function ImportResult({ importId, onWrite }: { importId: string; onWrite: (() => Promise<void>) | null }): JSX.Element {
  const [ended, setEnded] = useState(false);
  const asked = useAsk<ImportJob>(
    `import/${importId}`,
    async (signal) => {
      const job = await call<ImportJob>("GET", `/imports/${importId}`, { signal });
      setEnded(ENDED.has(job.state));
      return job;
    },
    ended ? 0 : 1000,
  );
  return (
    <div class="stack import-result">
      <Answer asked={asked}>
        {(job) => (
          <>
            <div class="row">
              <h2 class="grow cut">{job.file_name}</h2>
              <span class="muted small">
                {job.state === "refused" ? t("import.refused_with", { n: job.rows.wrong }) : codeText("import.state", job.state)}
                {job.dry_run ? ` · ${t("import.dry_run")}` : ""}
              </span>
            </div>
            {ENDED.has(job.state) ? (
              <Outcome job={job} onWrite={onWrite} />
            ) : (
              <Progress brand done={job.progress} of={100} label={codeText("import.state", job.state)} />
            )}
            <dl class="facts">
              <dt>{t("import.rows")}</dt>
              <dd class="num">{job.rows.total === null ? "–" : count(job.rows.total)}</dd>
              <dt>{t("import.rows.checked")}</dt>
              <dd class="num">{count(job.rows.checked)}</dd>
              <dt>{t("import.rows.written")}</dt>
              <dd class="num">{count(job.rows.written)}</dd>
              <dt>{t("import.rows.unchanged")}</dt>
              <dd class="num">{count(job.rows.unchanged)}</dd>
            </dl>
            {job.in_no_route.length ? (
              <Notice tone="doubt" title={t("import.in_no_route", { n: job.in_no_route.length })}>
                {job.in_no_route.join(", ")}
              </Notice>
            ) : null}
            {job.left_out_rows ? <p class="small muted">{t("import.left_out", { n: job.left_out_rows })}</p> : null}
            {job.ignored_columns.length ? (
              <p class="small muted">{t("import.ignored", { columns: job.ignored_columns.join(", ") })}</p>
            ) : null}
            {Object.entries(job.assumed).map(([code, n]) => (
              <p key={code} class="small muted">
                {codeText("import.assumed", code)} {n} ×
              </p>
            ))}
            {job.errors.length ? <Errors job={job} /> : null}
            {Object.keys(job.mapping).length ? (
              <details>
                <summary>{t("import.mapping")}</summary>
                <dl class="facts">
                  {Object.entries(job.mapping).map(([column, meaning]) => (
                    <>
                      <dt key={column}>{column}</dt>
                      <dd>{meaning}</dd>
                    </>
                  ))}
                </dl>
              </details>
            ) : null}
          </>
        )}
      </Answer>
    </div>
  );
}
