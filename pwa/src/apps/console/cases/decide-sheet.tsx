/** Why: every decision that changes something says its reason; a correction says the values too. Enter sends. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { registerLabel } from "../../../i18n/register.ts";
import { textOf } from "../../../i18n/texts.ts";
import { Button, Field, Notice, Sheet } from "../../../ui/parts.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { fieldTrouble, Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { CaseDetail, CaseReading, Estimate, Hypothesis } from "../wire.ts";
import { type Deed, fits, plainValue } from "./deed.ts";
import { onDial } from "./difference.ts";
import { Estimates } from "./estimates.tsx";
import type { Decision } from "./keys.ts";
import { suggestion } from "./likeliest.ts";
import { DialValue } from "./values.tsx";
import { hypothesisText } from "./words.ts";

/** Ready-made reasons, in the reader of the audit trail's words. None is chosen for anybody: a reason is what a person says. */
function readyReasons(decision: Decision): string[] {
  const found: string[] = [];
  for (let index = 1; index <= 4; index += 1) {
    const text = textOf(`decide.${decision}.reason.${index}`);
    if (text) found.push(text);
  }
  return found;
}

/** What is typed now, the digits marked that differ from what was read. */
function Marked({ value, reading }: { value: string; reading: CaseReading }): JSX.Element | null {
  const { digits, decimals } = reading.register;
  if (!fits(value, digits, decimals) || plainValue(value) === reading.value) return null;
  return (
    <span class="marked">
      <DialValue reading={{ ...reading, value: plainValue(value) }} against={reading.value} />
    </span>
  );
}

function Values({
  readings,
  values,
  error,
  onValue,
}: {
  readings: readonly CaseReading[];
  values: Readonly<Record<string, string>>;
  error: unknown;
  onValue: (registerId: string, value: string) => void;
}): JSX.Element {
  return (
    <div class="stack">
      {readings.map((reading) => {
        const { register } = reading;
        const value = values[register.id] ?? "";
        return (
          <Field
            key={register.id}
            label={`${registerLabel(register)} · ${register.unit}`}
            why={
              value && !fits(value, register.digits, register.decimals)
                ? t("decide.value_does_not_fit", { digits: register.digits, decimals: register.decimals })
                : fieldTrouble(error, "values")
            }
          >
            {(id) => (
              <span class="row">
                <input
                  id={id}
                  class="input value-input"
                  inputMode="decimal"
                  autocomplete="off"
                  value={value}
                  onInput={(event) => onValue(register.id, event.currentTarget.value)}
                />
                <span class="small muted num">
                  <Marked value={value} reading={reading} />
                  {t("decide.read_as", { value: onDial(reading.value, register.digits, register.decimals) })}
                  {reading.previous
                    ? ` · ${t("decide.before", { value: onDial(reading.previous.value, register.digits, register.decimals) })}`
                    : ""}
                </span>
              </span>
            )}
          </Field>
        );
      })}
    </div>
  );
}

/** Values that were sent, and why the rules doubt them. */
export interface Doubted {
  values: string;
  said: readonly string[];
}

export function DecideSheet({
  decision,
  detail,
  reading,
  hypothesis,
  busy,
  error,
  doubted,
  onSend,
  onClose,
}: {
  decision: Decision;
  detail: CaseDetail;
  reading: CaseReading | undefined;
  hypothesis: Hypothesis | undefined;
  busy: boolean;
  error: unknown;
  doubted: Doubted | null;
  onSend: (deed: Deed) => void;
  onClose: () => void;
}): JSX.Element {
  const readings = detail.visits[0]?.readings ?? [];
  // A guess is offered as a value only when it is likelier than everything else together; otherwise the digits are typed.
  const suggested = decision === "correct" && (hypothesis?.odds ?? 0) > 50 ? suggestion(hypothesis, reading) : null;
  const guess = suggested !== null && hypothesis ? hypothesisText(hypothesis) : null;
  const [reason, setReason] = useState(guess ?? "");
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      readings.map((one) => [
        one.register.id,
        onDial(suggested !== null && one.id === reading?.id ? suggested : one.value, one.register.digits, one.register.decimals),
      ]),
    ),
  );
  // What explains the suggested value explains no other.
  const holds = guess !== null && plainValue(values[reading?.register.id ?? ""] ?? "") === plainValue(suggested ?? "");
  const ready = [...(holds ? [guess] : []), ...readyReasons(decision)];
  const enter = (id: string, value: string): void => {
    setValues({ ...values, [id]: value });
    if (id === reading?.register.id && reason === guess && plainValue(value) !== plainValue(suggested ?? "")) setReason("");
  };
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const send = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // With a likely value, C and Enter are enough; without one, the first value waits for its digits, or the reasons for a choice.
    const sheet = send.current?.closest("dialog");
    const target =
      decision === "correct" && suggested === null
        ? sheet?.querySelector<HTMLInputElement>(".value-input")
        : sheet?.querySelector<HTMLElement>(reason ? "[type=submit]" : ".chip, [type=submit]");
    target?.focus();
    if (target instanceof HTMLInputElement) target.select();
  }, []);
  const choose = (text: string): void => {
    setReason(text);
    // The next Enter sends.
    if (decision !== "correct") requestAnimationFrame(() => send.current?.querySelector<HTMLElement>("[type=submit]")?.focus());
  };
  const changed = readings.filter((one) => plainValue(values[one.register.id] ?? "") !== one.value);
  const sent = changed.map((one) => ({ register_id: one.register.id, value: plainValue(values[one.register.id] ?? "") }));
  const asked = doubted !== null && doubted.values === JSON.stringify(sent);
  const wrong = readings.some((one) => !fits(values[one.register.id] ?? "", one.register.digits, one.register.decimals));
  const ok =
    reason.trim() !== "" &&
    (decision !== "correct" || (changed.length > 0 && !wrong)) &&
    (decision !== "estimate" || readings.length === 0 || estimate !== null);
  return (
    <Sheet label={t(`decide.${decision}`)} onClose={onClose} centre>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ok) return;
          onSend({
            decision,
            reason: reason.trim(),
            ...(decision === "correct" ? { values: sent } : {}),
            ...(decision === "estimate" && estimate ? { values: estimate.values } : {}),
          });
        }}
      >
        <h1>{t(`decide.${decision}`)}</h1>
        <p class="muted">{t(`decide.${decision}.means`)}</p>
        {decision === "correct" ? <Values readings={readings} values={values} error={error} onValue={enter} /> : null}
        {decision === "estimate" ? (
          <Estimates caseId={detail.case.id} readings={readings} chosen={estimate} onChoose={setEstimate} />
        ) : null}
        <fieldset class="chips" aria-label={t("decide.reasons")}>
          {ready.map((text) => (
            <button key={text} type="button" class="chip" aria-pressed={reason === text} onClick={() => choose(text)}>
              {text}
            </button>
          ))}
        </fieldset>
        <ReasonField label={t("decide.reason")} value={reason} onChange={setReason} why={fieldTrouble(error, "reason")} most={300} />
        <Trouble error={error} />
        {asked ? (
          <Notice tone="doubt" title={t("decide.sure.title")}>
            {doubted.said.join(" ")}
          </Notice>
        ) : null}
        <div class="row end" ref={send}>
          <Button onClick={onClose}>
            {t("action.cancel")} <kbd>Esc</kbd>
          </Button>
          <Button type="submit" kind="primary" busy={busy} disabled={!ok}>
            {asked ? t("decide.sure.do") : t(`decide.${decision}.do`)} <kbd>↵</kbd>
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
