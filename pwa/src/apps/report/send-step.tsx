/** Everything once more, then send. What was sent is stored once, however often the button is pressed. */
import type { JSX } from "preact";
import { registerLabel } from "../../i18n/register.ts";
import { Dial } from "../../ui/dial.tsx";
import { Button } from "../../ui/parts.tsx";
import type { Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import type { TakenPhoto } from "./photo-step.tsx";
import type { AskedRegister } from "./steps.ts";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

export function SendStep({
  session,
  registers,
  digits,
  photo,
  note,
  busy,
  error,
  onNote,
  onEdit,
  onPhoto,
  onSend,
}: {
  session: Session;
  registers: readonly AskedRegister[];
  digits: Readonly<Record<string, string>>;
  photo: TakenPhoto | null;
  note: string;
  busy: boolean;
  error: unknown;
  onNote: (note: string) => void;
  onEdit: (index: number) => void;
  onPhoto: () => void;
  onSend: () => void;
}): JSX.Element {
  return (
    <Frame
      session={session}
      progress={3}
      title={t("send.title")}
      actions={
        <>
          <Trouble error={error} />
          <Button kind="primary" busy={busy} onClick={onSend}>
            {t(busy ? "send.sending" : "send.do")}
          </Button>
        </>
      }
    >
      <div class="summary">
        {registers.map((register, index) => (
          <button key={register.id} type="button" class="summary-row" onClick={() => onEdit(index)}>
            <span class="small muted">
              {registerLabel(register)} · {register.unit}
            </span>
            <Dial
              small
              digits={register.digits}
              decimals={register.decimals}
              typed={digits[register.id] ?? ""}
              label={registerLabel(register)}
            />
            <span class="small change">{t("send.change")}</span>
          </button>
        ))}
        <button type="button" class="summary-row" onClick={onPhoto}>
          <span class="small muted">{t("photo.word")}</span>
          {photo ? <img class="thumb" src={photo.address} alt={t("photo.yours")} /> : <span>{t("photo.without")}</span>}
          <span class="small change">{t("send.change")}</span>
        </button>
      </div>
      <label class="field">
        <span>{t("send.note")}</span>
        <textarea class="input" rows={2} maxLength={300} value={note} onInput={(event) => onNote(event.currentTarget.value)} />
      </label>
    </Frame>
  );
}
