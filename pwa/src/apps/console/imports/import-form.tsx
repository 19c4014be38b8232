/** The file, what is in it, and who sent it. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { address } from "../../../api/client.ts";
import { language } from "../../../i18n/texts.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Field } from "../../../ui/parts.tsx";
import { fieldTrouble, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { ImportKind } from "../wire.ts";
import { DATUMS, needed, type Sending } from "./sending.ts";

function Drop({ file, onFile }: { file: File | null; onFile: (file: File | null) => void }): JSX.Element {
  const [over, setOver] = useState(false);
  return (
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
        onFile(event.dataTransfer?.files[0] ?? null);
      }}
    >
      <input
        type="file"
        class="visually-hidden"
        accept=".csv,.txt,.tsv,.xlsx"
        onChange={(event) => onFile(event.currentTarget.files?.[0] ?? null)}
      />
      <b>{file ? file.name : t("import.choose")}</b>
      <span class="small muted">{file ? t("import.size", { n: Math.ceil(file.size / 1024) }) : t("import.accepts")}</span>
    </label>
  );
}

export function ImportForm({
  kinds,
  sending,
  onChange,
  onSend,
}: {
  kinds: readonly ImportKind[];
  sending: Sending;
  onChange: (sending: Sending) => void;
  onSend: (dryRun: boolean) => Promise<void>;
}): JSX.Element {
  const send = useAct(onSend);
  const chosen = kinds.find((one) => one.kind === sending.kind);
  const ready = sending.file !== null && sending.kind !== "";
  const positions = chosen?.columns.some((column) => column.field === "lat" || column.field === "lon") ?? false;
  return (
    <form
      class="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void send.run(true);
      }}
    >
      <Drop file={sending.file} onFile={(file) => onChange({ ...sending, file })} />
      <Field label={t("import.kind")} why={fieldTrouble(send.error, "kind")}>
        {(id) => (
          <select
            id={id}
            class="input"
            required
            value={sending.kind}
            onChange={(event) => onChange({ ...sending, kind: event.currentTarget.value })}
          >
            <option value="">{t("import.kind.choose")}</option>
            {kinds.map((one) => (
              <option key={one.kind} value={one.kind}>
                {language.value === "zh-CN" ? one.label_zh : one.label_en}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen ? (
        <p class="small muted">
          {t("import.needs")} {needed(chosen).join(" · ")}{" "}
          <a download href={address(`/imports/kinds/${chosen.kind}/template.csv`)}>
            {t("import.template")}
          </a>
        </p>
      ) : null}
      {positions ? (
        <Field label={t("import.datum")}>
          {(id) => (
            <select
              id={id}
              class="input"
              value={sending.datum}
              onChange={(event) => onChange({ ...sending, datum: event.currentTarget.value })}
            >
              <option value="">{t("import.datum.named")}</option>
              {DATUMS.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
        </Field>
      ) : null}
      <Field label={t("import.sender")}>
        {(id) => (
          <input
            id={id}
            class="input"
            maxLength={60}
            value={sending.sender}
            placeholder={t("import.sender.hint")}
            onInput={(event) => onChange({ ...sending, sender: event.currentTarget.value })}
          />
        )}
      </Field>
      <Trouble error={send.error} />
      <div class="row">
        <Button type="submit" kind="primary" busy={send.busy} disabled={!ready}>
          {t("import.check")}
        </Button>
        <Button busy={send.busy} disabled={!ready} onClick={() => void send.run(false)}>
          {t("import.write")}
        </Button>
      </div>
      <p class="small muted">{t("import.promise")}</p>
    </form>
  );
}
