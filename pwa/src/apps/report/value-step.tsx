/** The digits of one register, into boxes that look like the meter's. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { registerLabel } from "../../i18n/register.ts";
import { Dial } from "../../ui/dial.tsx";
import { Button } from "../../ui/parts.tsx";
import type { Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import { MeterPicture } from "./meter-picture.tsx";
import { type AskedRegister, isFull, keepDigits } from "./steps.ts";
import { t } from "./words.ts";

export function ValueStep({
  session,
  register,
  several,
  digits,
  last,
  onDigits,
  onNext,
  onBack,
  onHelp,
}: {
  session: Session;
  register: AskedRegister;
  several: boolean;
  digits: string;
  last: boolean;
  onDigits: (digits: string) => void;
  onNext: () => void;
  onBack: () => void;
  onHelp: () => void;
}): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), [register.id]);
  const full = isFull(digits, register);
  const sample = "0".repeat(register.digits) + (register.decimals ? `.${"0".repeat(register.decimals)}` : "");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (full) onNext();
      }}
    >
      <Frame
        session={session}
        progress={2}
        title={several ? t("value.title_of", { register: registerLabel(register) }) : t("value.title")}
        actions={
          <>
            <Button type="submit" kind="primary" disabled={!full}>
              {t(last ? "value.next_photo" : "value.next")}
            </Button>
            <div class="row">
              <Button kind="plain" onClick={onBack}>
                {t("action.back")}
              </Button>
              <Button kind="plain" class="grow" onClick={onHelp}>
                {t("help.cannot_read")}
              </Button>
            </div>
          </>
        }
      >
        <MeterPicture look="digits" sample={sample} tail={session.meter.tail} />
        {several ? <p class="muted">{t("value.press_button")}</p> : null}
        <label class="digits">
          <Dial
            digits={register.digits}
            decimals={register.decimals}
            typed={digits}
            cursor={full ? undefined : digits.length}
            label={registerLabel(register)}
          />
          <input
            ref={field}
            type="text"
            inputMode="numeric"
            autocomplete="off"
            enterkeyhint="next"
            aria-label={`${registerLabel(register)}, ${register.unit}`}
            aria-describedby="value-hint"
            value={digits}
            onInput={(event) => {
              const kept = keepDigits(event.currentTarget.value, register);
              event.currentTarget.value = kept;
              onDigits(kept);
            }}
          />
        </label>
        <p id="value-hint" class="muted hint">
          {t(register.decimals ? "value.hint_decimals" : "value.hint")}
        </p>
      </Frame>
    </form>
  );
}
