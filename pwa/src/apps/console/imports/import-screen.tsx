/** 导入: a file is checked whole before anything is written; what is wrong comes back row by row with what to do. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { language } from "../../../i18n/texts.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Field } from "../../../ui/parts.tsx";
import { go } from "../../../ui/router.tsx";
import { fieldTrouble, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { ImportKind, Page } from "../wire.ts";
import { ImportResult } from "./import-result.tsx";

export interface Sending {
  file: File;
  kind: string;
  sender: string;
  dryRun: boolean;
}

export function sendFile(sending: Sending, branchId: number): Promise<{ id: string }> {
  const form = new FormData();
  form.set("kind", sending.kind);
  form.set("dry_run", String(sending.dryRun));
  form.set("branch_id", String(branchId));
  if (sending.sender) form.set("sender", sending.sender);
  form.set("file", sending.file);
  return call<{ id: string }>("POST", "/imports", { body: form, timeout: 600_000 });
}

export function ImportScreen({ branchId, importId }: { branchId: number; importId: string | null }): JSX.Element {
  const kinds = useAsk<Page<ImportKind>>("import-kinds", (signal) => call("GET", "/imports/kinds", { signal }));
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState("");
  const [sender, setSender] = useState("");
  const [over, setOver] = useState(false);
  const send = useAct((dryRun: boolean) => sendFile({ file: file as File, kind, sender: sender.trim(), dryRun }, branchId));
  const start = async (dryRun: boolean): Promise<void> => {
    const made = await send.run(dryRun);
    if (made) go(`/import/${made.id}`);
  };
  const chosen = kinds.data?.items.find((one) => one.kind === kind);
  const ready = file !== null && kind !== "";
  return (
    <div class="page import">
      <h1>{t("nav.import")}</h1>
      <div class="import-grid">
        <form
          class="card stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) void start(true);
          }}
        >
          <label
            class={over ? "drop-zone over" : "drop-zone"}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              setFile(event.dataTransfer?.files[0] ?? null);
            }}
          >
            <input
              type="file"
              class="visually-hidden"
              accept=".csv,.txt,.xlsx,.tsv"
              onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
            />
            <b>{file ? file.name : t("import.choose")}</b>
            <span class="small muted">{file ? t("import.size", { n: Math.ceil(file.size / 1024) }) : t("import.accepts")}</span>
          </label>
          <Field label={t("import.kind")} why={fieldTrouble(send.error, "kind")}>
            {(id) => (
              <select id={id} class="input" required value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
                <option value="">{t("import.kind.choose")}</option>
                {kinds.data?.items.map((one) => (
                  <option key={one.kind} value={one.kind}>
                    {language.value === "zh-CN" ? one.label_zh : one.label_en}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {chosen?.columns ? (
            <p class="small muted">
              {t("import.needs")}{" "}
              {chosen.columns
                .filter((column) => column.required)
                .map((column) => column.name)
                .join(", ")}
            </p>
          ) : null}
          <Field label={t("import.sender")}>
            {(id) => (
              <input
                id={id}
                class="input"
                value={sender}
                placeholder={t("import.sender.hint")}
                onInput={(event) => setSender(event.currentTarget.value)}
              />
            )}
          </Field>
          <Trouble error={kinds.error ?? send.error} />
          <div class="row">
            <Button type="submit" kind="primary" busy={send.busy} disabled={!ready}>
              {t("import.check")}
            </Button>
            <Button busy={send.busy} disabled={!ready} onClick={() => void start(false)}>
              {t("import.write")}
            </Button>
          </div>
          <p class="small muted">{t("import.promise")}</p>
        </form>
        {importId ? (
          <ImportResult key={importId} importId={importId} onWrite={file && kind ? () => start(false) : null} />
        ) : (
          <div class="empty">
            <h2>{t("import.empty")}</h2>
            <p class="muted">{t("import.empty.detail")}</p>
          </div>
        )}
      </div>
    </div>
  );
}
