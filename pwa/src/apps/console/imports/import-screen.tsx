/** 导入: a file is checked whole before anything is written; what is wrong comes back row by row with what to do. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { language } from "../../../i18n/texts.ts";
import { useAsk } from "../../../ui/ask.ts";
import { go, Link } from "../../../ui/router.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { ImportBrief, ImportKind, Page } from "../wire.ts";
import { ImportForm } from "./import-form.tsx";
import { ImportResult } from "./import-result.tsx";
import { type Sending, sendFile } from "./sending.ts";

function Earlier({ items, kinds }: { items: readonly ImportBrief[]; kinds: readonly ImportKind[] }): JSX.Element {
  const kindOf = (code: string): string => {
    const kind = kinds.find((one) => one.kind === code);
    return kind ? (language.value === "zh-CN" ? kind.label_zh : kind.label_en) : code;
  };
  if (items.length === 0) {
    return (
      <div class="empty">
        <h2>{t("import.empty")}</h2>
        <p class="muted">{t("import.empty.detail")}</p>
      </div>
    );
  }
  return (
    <section class="stack">
      <h2>{t("import.earlier")}</h2>
      <table class="table">
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to={`/import/${one.id}`} class="quiet-link">
                  <b>{one.file_name}</b>
                </Link>
                <div class="small muted">{[kindOf(one.kind), one.sender].filter(Boolean).join(" · ")}</div>
              </td>
              <td class="num">{dateTime(one.created_at)}</td>
              <td class="right num">{one.rows.total ?? "–"}</td>
              <td>
                {one.state === "refused" ? t("import.refused_with", { n: one.rows.wrong }) : codeText("import.state", one.state)}
                {one.dry_run ? <span class="small muted"> · {t("import.dry_run")}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ImportScreen({ branchId, importId }: { branchId: number; importId: string | null }): JSX.Element {
  const kinds = useAsk<Page<ImportKind>>(`import-kinds/${language.value}`, (signal) => call("GET", "/imports/kinds", { signal }));
  const earlier = useAsk<Page<ImportBrief>>(importId ? null : "imports", (signal) =>
    call("GET", "/imports", { query: { limit: 50 }, signal }),
  );
  const [sending, setSending] = useState<Sending>({ file: null, kind: "", sender: "", datum: "" });
  const start = async (dryRun: boolean): Promise<void> => {
    const made = await sendFile(sending, branchId, dryRun);
    go(`/import/${made.id}`);
  };
  return (
    <div class="page import">
      <h1>{t("nav.import")}</h1>
      <div class="import-grid">
        <div class="stack">
          <Trouble error={kinds.error} again={() => void kinds.again()} />
          <ImportForm kinds={kinds.data?.items ?? []} sending={sending} onChange={setSending} onSend={start} />
          {importId ? <Link to="/import">{t("import.to_earlier")}</Link> : null}
        </div>
        {importId ? (
          <ImportResult key={importId} importId={importId} onWrite={sending.file && sending.kind ? () => start(false) : null} />
        ) : (
          <Answer asked={earlier}>{(page) => <Earlier items={page.items} kinds={kinds.data?.items ?? []} />}</Answer>
        )}
      </div>
    </div>
  );
}
