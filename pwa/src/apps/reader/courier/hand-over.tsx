/** Making the sealed file of what only this phone has, and giving it away. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clockTime, megabytes } from "../../../i18n/format.ts";
import { type HandedFile, makeFile } from "../../../sync/courier/make.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Notice, Progress } from "../../../ui/parts.tsx";
import { session } from "../session/session.ts";
import { flow, meta, settings } from "../store.ts";
import { refreshSoon, VERSION } from "../sync/running.ts";
import { download, share, shareable } from "./sharing.ts";
import { t } from "./words.ts";

/** An entry with its envelope, roughly: only to say beforehand how large the file will be. */
const ENTRY_BYTES = 2_000;

function Made({ made }: { made: HandedFile }): JSX.Element {
  const [failed, setFailed] = useState(false);
  const file = shareable(made.file, made.name);
  return (
    <Notice tone="got" title={t("courier.made", { size: megabytes(made.file.size) })}>
      {t("courier.made.detail", { entries: made.entries, photos: made.photos })}
      {made.left ? ` ${t("courier.made.left", { n: made.left })}` : ""}
      {failed ? <p>{t("courier.share.failed")}</p> : null}
      <div class="row gap-top">
        {file ? (
          <Button
            small
            kind="primary"
            icon="upload"
            onClick={() => void share(file, t("courier.share.title")).then((went) => setFailed(!went))}
          >
            {t("courier.share")}
          </Button>
        ) : null}
        <Button small icon="download" kind={file ? "quiet" : "primary"} onClick={() => download(made.file, made.name)}>
          {t("courier.save")}
        </Button>
      </div>
    </Notice>
  );
}

export function HandOver(): JSX.Element {
  const [progress, setProgress] = useState<readonly [number, number]>([0, 0]);
  const [made, setMade] = useState<HandedFile | null>(null);
  const make = useAct(async () => {
    const current = session.value;
    const server = settings.value?.courier;
    if (!current || !server) return;
    const onProgress = (done: number, of: number): void => setProgress([done, of]);
    setMade(await makeFile({ phone: current.phone, server, appVersion: VERSION, now: Date.now, onProgress }));
    refreshSoon(current.phone);
  });
  const { unsent, photosOwed, photoBytes } = flow.value;
  const handed = meta.value?.handed;
  const nothing = !unsent && !photosOwed;
  const [done, of] = progress;
  return (
    <section class="card stack">
      <h2>{t("courier.make.title")}</h2>
      <p class="small muted">{t("courier.make.detail")}</p>
      {nothing ? (
        <p>{t("courier.make.nothing")}</p>
      ) : (
        <b>{t("courier.make.what", { entries: unsent, photos: photosOwed, size: megabytes(photoBytes + unsent * ENTRY_BYTES) })}</b>
      )}
      {settings.value?.courier ? null : <Notice tone="doubt" title={t("courier.make.no_key")} />}
      {make.error ? (
        <Notice tone="wrong" title={t("trouble.failed.title")}>
          {t("trouble.failed.do")}
        </Notice>
      ) : null}
      {make.busy && of ? (
        <div class="stack tight">
          <Progress done={done} of={of} label={t("courier.make")} />
          <span class="small muted num">{t("courier.making", { done: done + 1, of })}</span>
        </div>
      ) : null}
      {made ? <Made made={made} /> : null}
      {handed && !made ? (
        <Notice tone="info" title={t("courier.handed", { at: clockTime(handed.at) })}>
          {t("courier.handed.detail", { entries: handed.entries, photos: handed.photos })}
        </Notice>
      ) : null}
      <Button icon="lock" busy={make.busy} disabled={nothing || !settings.value?.courier} onClick={() => void make.run()}>
        {t("courier.make")}
      </Button>
    </section>
  );
}
