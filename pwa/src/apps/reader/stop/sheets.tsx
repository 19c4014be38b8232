/** The smaller sheets of a stop: empty boxes, not read and why, troubles and note, handing the task back. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Register } from "../../../domain/types.ts";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Button, Field, RoundButton, Segments, Sheet } from "../../../ui/parts.tsx";
import { codes } from "../store.ts";
import { codeText, t } from "../words.ts";
import type { StopModel } from "./model.ts";

const NOTE_LENGTH = 500;

export function ShortSheet({
  model,
  register,
  missing,
  onClose,
}: {
  model: StopModel;
  register: Register;
  missing: number;
  onClose: () => void;
}): JSX.Element {
  const none = missing === register.digits + register.decimals;
  return (
    <Sheet label={t("short.title", { n: missing })} onClose={onClose}>
      <div class="sheet-head">
        <Icon name="info" />
        <div class="grow">
          <h1>{none ? t("short.none") : t("short.title", { n: missing })}</h1>
          <p class="muted">{none ? registerLabel(register) : t("short.detail")}</p>
        </div>
      </div>
      <div class="acts">
        <Button kind="primary" onClick={onClose}>
          {t("short.go_on")}
        </Button>
        {none ? null : (
          <Button
            onClick={() => {
              model.fillZeros(register);
              onClose();
            }}
          >
            {t("short.zeros")}
          </Button>
        )}
      </div>
    </Sheet>
  );
}

/** Where a point is billed at the month's zero hour, the meter shows two values: which one was read is asked, never guessed. */
export function WhichValue({ model, at }: { model: StopModel; at: string }): JSX.Element {
  const { frozen } = model.draft.value;
  return (
    <Segments
      label={t("more.which")}
      value={frozen === null ? "" : frozen ? "frozen" : "current"}
      options={[
        ["frozen", t("value.frozen", { at: dateTime(at) })],
        ["current", t("value.current")],
      ]}
      onChange={(value) => model.setFrozen(value === "frozen")}
    />
  );
}

export function WhichSheet({ model, onChosen, onClose }: { model: StopModel; onChosen: () => void; onClose: () => void }): JSX.Element {
  const choose = (frozen: boolean): void => {
    model.setFrozen(frozen);
    onChosen();
  };
  const at = model.task.frozen_at;
  return (
    <Sheet label={t("which.title")} onClose={onClose}>
      <div>
        <h1>{t("which.title")}</h1>
        <p class="muted">{t("which.detail")}</p>
      </div>
      <div class="acts">
        <Button kind="primary" onClick={() => choose(true)}>
          {t("value.frozen", { at: at ? dateTime(at) : "" })}
        </Button>
        <Button onClick={() => choose(false)}>{t("value.current")}</Button>
      </div>
    </Sheet>
  );
}

function Note({ value, onInput, label }: { value: string; onInput: (text: string) => void; label: string }): JSX.Element {
  return (
    <Field label={label}>
      {(id) => (
        <textarea id={id} class="input" maxLength={NOTE_LENGTH} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      )}
    </Field>
  );
}

export function SkipSheet({
  model,
  onPhoto,
  onSkip,
  onClose,
}: {
  model: StopModel;
  onPhoto: () => void;
  onSkip: (code: string) => void;
  onClose: () => void;
}): JSX.Element {
  const [code, setCode] = useState<string | null>(null);
  const chosen = codes.value.skip.find((one) => one.code === code);
  const photos = model.photos.taken.value.length;
  return (
    <Sheet label={t("skip.title")} onClose={onClose}>
      <div class="row">
        <h1 class="grow">{t("skip.title")}</h1>
        <RoundButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <div class="choices" role="radiogroup" aria-label={t("skip.title")}>
        {codes.value.skip.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <button
            key={one.code}
            type="button"
            class="choice"
            role="radio"
            aria-checked={code === one.code}
            onClick={() => setCode(one.code)}
          >
            <span class="grow">{codeText(one)}</span>
            {one.photo ? <Icon name="camera" label={t("skip.with_photo")} /> : null}
          </button>
        ))}
      </div>
      <Note label={t("note.label")} value={model.draft.value.note} onInput={(text) => model.setNote(text)} />
      <div class="acts">
        {chosen?.photo && !photos ? (
          <Button icon="camera" onClick={onPhoto}>
            {t("skip.take_photo")}
          </Button>
        ) : null}
        <Button kind="primary" disabled={!code} onClick={() => code && onSkip(code)}>
          {chosen?.photo && !photos ? t("skip.save_without") : t("skip.save")}
        </Button>
      </div>
    </Sheet>
  );
}

/** A moment as an input of type datetime-local wants it, in the phone's own zone. */
function localInput(at: string | null): string {
  if (!at) return "";
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function MoreSheet({ model, onReturn, onClose }: { model: StopModel; onReturn: () => void; onClose: () => void }): JSX.Element {
  const { troubles, note } = model.draft.value;
  const first = model.registers[0];
  const demand = model.registers.filter((register) => register.kind === "demand");
  return (
    <Sheet label={t("more.title")} onClose={onClose}>
      <div class="row">
        <h1 class="grow">{t("more.title")}</h1>
        <RoundButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: choices look and act like a grid of buttons */}
      <div class="choices" role="group" aria-label={t("more.troubles")}>
        {codes.value.trouble.map((one) => (
          <button
            key={one.code}
            type="button"
            class="choice"
            aria-pressed={troubles.includes(one.code)}
            onClick={() => model.toggleTrouble(one.code)}
          >
            <span class="grow">{codeText(one)}</span>
            {troubles.includes(one.code) ? <Icon name="check" /> : one.photo ? <Icon name="camera" label={t("skip.with_photo")} /> : null}
          </button>
        ))}
      </div>
      <Note label={t("note.label")} value={note} onInput={(text) => model.setNote(text)} />
      {first ? (
        <div class="field">
          <span>{t("more.obtained")}</span>
          <Segments
            label={t("more.obtained")}
            value={model.entered(first).obtained}
            options={[
              ["typed", t("obtained.typed")],
              ["optical", t("obtained.optical")],
            ]}
            onChange={(value) => model.setObtained(value)}
          />
        </div>
      ) : null}
      {demand.map((register) => (
        <Field key={register.id} label={t("more.occurred", { register: registerLabel(register) })}>
          {(id) => (
            <input
              id={id}
              class="input"
              type="datetime-local"
              value={localInput(model.entered(register).occurred_at)}
              onChange={(event) => {
                const { value } = event.currentTarget;
                model.setOccurred(register, value ? new Date(value).toISOString() : null);
              }}
            />
          )}
        </Field>
      ))}
      <div class="acts">
        <Button kind="primary" onClick={onClose}>
          {t("more.done")}
        </Button>
        <Button kind="plain" small onClick={onReturn}>
          {t("more.return")}
        </Button>
      </div>
    </Sheet>
  );
}

export function ReturnSheet({ onReturn, onClose }: { onReturn: (code: string, note: string) => void; onClose: () => void }): JSX.Element {
  const [code, setCode] = useState<string | null>(null);
  const [note, setNote] = useState("");
  return (
    <Sheet label={t("return.title")} onClose={onClose}>
      <div class="row">
        <div class="grow">
          <h1>{t("return.title")}</h1>
          <p class="muted">{t("return.detail")}</p>
        </div>
        <RoundButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <div class="choices" role="radiogroup" aria-label={t("return.title")}>
        {codes.value.return.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <button
            key={one.code}
            type="button"
            class="choice"
            role="radio"
            aria-checked={code === one.code}
            onClick={() => setCode(one.code)}
          >
            {codeText(one)}
          </button>
        ))}
      </div>
      <Note label={t("note.label")} value={note} onInput={setNote} />
      <Button kind="primary" disabled={!code} onClick={() => code && onReturn(code, note)}>
        {t("return.do")}
      </Button>
    </Sheet>
  );
}
