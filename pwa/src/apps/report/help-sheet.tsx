/** "I can't read it, please send somebody." */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useAct } from "../../ui/ask.ts";
import { Button, Sheet } from "../../ui/parts.tsx";
import { askForHelp, type Key } from "./door.ts";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

const REASONS = ["cannot_read", "no_meter", "other"] as const;

export function HelpSheet({ at, onClose, onAsked }: { at: Key; onClose: () => void; onAsked: () => void }): JSX.Element {
  const [reason, setReason] = useState<(typeof REASONS)[number]>("cannot_read");
  const [note, setNote] = useState("");
  const ask = useAct(() => askForHelp(at, reason, note.trim()));
  return (
    <Sheet label={t("help.title")} onClose={onClose}>
      <h1>{t("help.title")}</h1>
      <p class="muted">{t("help.detail")}</p>
      <div class="stack" role="radiogroup" aria-label={t("help.title")}>
        {REASONS.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: large answers to tap, one of them chosen
          <button key={one} type="button" role="radio" aria-checked={reason === one} class="choice" onClick={() => setReason(one)}>
            {t(`help.reason.${one}`)}
          </button>
        ))}
      </div>
      <label class="field">
        <span>{t("help.note")}</span>
        <textarea class="input" rows={2} maxLength={300} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <Trouble error={ask.error} />
      <Button
        kind="primary"
        busy={ask.busy}
        onClick={async () => {
          if (await ask.run()) onAsked();
        }}
      >
        {t("help.send")}
      </Button>
      <Button kind="plain" onClick={onClose}>
        {t("action.back")}
      </Button>
    </Sheet>
  );
}
