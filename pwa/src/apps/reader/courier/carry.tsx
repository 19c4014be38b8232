/** Bringing a colleague's sealed file to the server. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Problem, Unreachable } from "../../../api/client.ts";
import { type CarriedFile, type CarryProgress, carry } from "../../../api/courier.ts";
import { megabytes } from "../../../i18n/format.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Notice, Progress } from "../../../ui/parts.tsx";
import { session } from "../session/session.ts";
import { t } from "./words.ts";

function Trouble({ error }: { error: unknown }): JSX.Element {
  if (error instanceof Problem) {
    return (
      <Notice tone="wrong" title={error.body.title}>
        {error.body.status === 401 ? t("courier.refused.signed_out") : error.body.what_to_do}
      </Notice>
    );
  }
  const kind = error instanceof Unreachable ? (error.timedOut ? "slow" : "unreachable") : "failed";
  return (
    <Notice tone="doubt" title={t(`trouble.${kind}.title`)}>
      {t("courier.carry.kept")}
    </Notice>
  );
}

/** The file itself is at fault: the same one again would be refused again. */
const isRefused = (error: unknown): boolean => error instanceof Problem && error.body.status === 422;

/** What became of it. What was received before counts as well: the counts are of receipts, not of news. */
function Done({ carried }: { carried: CarriedFile }): JSX.Element {
  const { counts } = carried;
  if (!counts) return <Notice tone="info" title={t("courier.waiting")} />;
  const { outcomes } = counts;
  const entries = Object.values(outcomes).reduce((sum, n) => sum + n, 0);
  const question = entries - (outcomes["applied"] ?? 0) - (outcomes["duplicate"] ?? 0);
  return (
    <Notice tone="got" title={t("courier.done")}>
      {t("courier.done.detail", { entries, photos: counts.photos + counts.photos_known })}
      {question ? ` ${t("courier.done.question", { n: question })}` : ""}
      {counts.photos_faulty ? ` ${t("courier.done.faulty", { n: counts.photos_faulty })}` : ""}
      {counts.unread ? ` ${t("courier.done.unread")}` : ""}
    </Notice>
  );
}

function Line({ progress }: { progress: CarryProgress }): JSX.Element {
  const { phase, sent, of } = progress;
  return (
    <div class="stack tight" role="status">
      <Progress done={sent} of={of} label={t("courier.carry.progress")} />
      <span class="small muted num">
        {phase === "sending" ? t("courier.carry.sending", { sent: megabytes(sent), of: megabytes(of) }) : t(`courier.carry.${phase}`)}
      </span>
    </div>
  );
}

export function Carry(): JSX.Element {
  const [file, setFile] = useState<File | null>(null);
  const [progress, setProgress] = useState<CarryProgress | null>(null);
  const [carried, setCarried] = useState<CarriedFile | null>(null);
  const bring = useAct(async (chosen: File) => {
    const current = session.value;
    if (!current) return;
    setCarried(null);
    setCarried(await carry(chosen, { Authorization: `Device ${current.token}` }, setProgress));
  });
  const choose = (chosen: File | undefined): void => {
    if (!chosen) return;
    setFile(chosen);
    void bring.run(chosen);
  };
  return (
    <section class="card stack">
      <h2>{t("courier.carry.title")}</h2>
      <p class="small muted">{t("courier.carry.detail")}</p>
      {bring.busy && progress ? <Line progress={progress} /> : null}
      {bring.error ? <Trouble error={bring.error} /> : null}
      {carried && !bring.busy ? <Done carried={carried} /> : null}
      {bring.error && file && !isRefused(bring.error) ? (
        <Button kind="primary" onClick={() => void bring.run(file)}>
          {t("courier.carry.again")}
        </Button>
      ) : null}
      <label class={bring.busy ? "btn quiet disabled" : "btn quiet"}>
        <input
          type="file"
          class="visually-hidden"
          disabled={bring.busy}
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            // The same file may be chosen again.
            event.currentTarget.value = "";
          }}
        />
        {t("courier.carry.choose")}
      </label>
    </section>
  );
}
