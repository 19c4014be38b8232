/** A column profile: what a billing system wants, in which order, under which headings. Saved under a name for everybody of the branch. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { language } from "../../../i18n/texts.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Field, Sheet } from "../../../ui/parts.tsx";
import { fieldTrouble, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { ExportProfile, KnownColumn } from "../wire.ts";
import { type ChosenColumn, moved, toggled } from "./columns.ts";

export function ProfileSheet({
  branchId,
  known,
  start,
  onClose,
  onSaved,
}: {
  branchId: number;
  known: readonly KnownColumn[];
  /** What the new profile begins with. */
  start: ExportProfile | undefined;
  onClose: () => void;
  onSaved: (name: string) => Promise<void>;
}): JSX.Element {
  const [name, setName] = useState(start && !start.built_in ? start.name : "");
  const [columns, setColumns] = useState<ChosenColumn[]>(start?.columns ?? []);
  const label = (column: string): string => {
    const found = known.find((one) => one.column === column);
    return found ? (language.value === "zh-CN" ? found.zh : found.en) : column;
  };
  // A column without a heading of its own is headed in the words of whoever made the profile, whoever exports later.
  const save = useAct(() => {
    const headed = columns.map((one) => ({ column: one.column, heading: one.heading.trim() || label(one.column) }));
    return call<ExportProfile>("PUT", "/exports/profiles", { body: { branch_id: branchId, name: name.trim(), columns: headed } });
  });
  const free = known.filter((one) => !columns.some((chosen) => chosen.column === one.column));
  return (
    <Sheet label={t("profile.title")} onClose={onClose} centre>
      <form
        class="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          if (!(await save.run())) return;
          await onSaved(name.trim());
          onClose();
        }}
      >
        <h1>{t("profile.title")}</h1>
        <Field label={t("profile.name")} why={fieldTrouble(save.error, "name")}>
          {(id) => (
            <input id={id} class="input" required maxLength={60} value={name} onInput={(event) => setName(event.currentTarget.value)} />
          )}
        </Field>
        <ol class="profile-columns" aria-label={t("profile.columns")}>
          {columns.map((one, index) => (
            <li key={one.column}>
              <span class="num muted">{index + 1}</span>
              <span class="grow cut">{label(one.column)}</span>
              <input
                class="input"
                aria-label={t("profile.heading", { column: label(one.column) })}
                placeholder={label(one.column)}
                maxLength={60}
                value={one.heading}
                onInput={(event) => {
                  const heading = event.currentTarget.value;
                  setColumns(columns.map((other) => (other.column === one.column ? { ...other, heading } : other)));
                }}
              />
              <button
                type="button"
                class="bar-btn"
                aria-label={t("profile.up", { column: label(one.column) })}
                disabled={index === 0}
                onClick={() => setColumns(moved(columns, index, -1))}
              >
                ↑
              </button>
              <button
                type="button"
                class="bar-btn"
                aria-label={t("profile.down", { column: label(one.column) })}
                disabled={index === columns.length - 1}
                onClick={() => setColumns(moved(columns, index, 1))}
              >
                ↓
              </button>
              <button
                type="button"
                class="bar-btn"
                aria-label={t("profile.without", { column: label(one.column) })}
                onClick={() => setColumns(toggled(columns, one.column))}
              >
                ✕
              </button>
            </li>
          ))}
        </ol>
        {free.length ? (
          <fieldset class="chips" aria-label={t("profile.more")}>
            {free.map((one) => (
              <button key={one.column} type="button" class="chip" onClick={() => setColumns(toggled(columns, one.column))}>
                + {label(one.column)}
              </button>
            ))}
          </fieldset>
        ) : null}
        <Trouble error={save.error} />
        <div class="row end">
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" kind="primary" busy={save.busy} disabled={!name.trim() || columns.length === 0}>
            {t("action.save")}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
