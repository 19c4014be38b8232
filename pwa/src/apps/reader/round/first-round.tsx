/** Loading the first round: is there room, does the browser promise to keep it, and how far it is. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { megabytes } from "../../../i18n/format.ts";
import { Button, Notice, Progress } from "../../../ui/parts.tsx";
import { session, signOut } from "../session/session.ts";
import { lookAtStorage, needFor, type Storage } from "../storage.ts";
import { status } from "../store.ts";
import { syncNow } from "../sync/running.ts";
import { offlineReady } from "../update.ts";
import { t } from "../words.ts";

/** A large round; small ones need less, and the question is only whether to start at all. */
const LARGE_ROUND = 500;

export function FirstRound(): JSX.Element {
  const [storage, setStorage] = useState<Storage | null>(null);
  const { running, pulled, trouble } = status.value;
  useEffect(() => {
    void lookAtStorage(true).then(setStorage);
  }, []);
  const need = needFor(LARGE_ROUND);
  const tight = storage?.free != null && storage.free < need;
  return (
    <main class="page first">
      <h1 class="big">{t("first.title", { name: session.value?.person.name ?? "" })}</h1>
      <p class="muted">{t("first.detail")}</p>
      <section class="card stack">
        <div class="row">
          <b class="grow">{t("first.stops")}</b>
          <span class="num">{pulled}</span>
        </div>
        <Progress brand done={running ? Math.max(pulled, 1) : pulled} of={Math.max(pulled, running ? 4 : 1)} label={t("first.stops")} />
        <div class="row small muted">
          <span class="grow">{t("first.app")}</span>
          <b>{offlineReady.value ? t("first.app_ready") : t("first.app_loading")}</b>
        </div>
        {storage?.free != null ? (
          <div class="row small muted">
            <span class="grow">{t("first.free")}</span>
            <b>{megabytes(storage.free)}</b>
          </div>
        ) : null}
      </section>
      {tight && storage?.free != null ? (
        <Notice tone="doubt" title={t("first.tight.title")}>
          {t("first.tight.detail", { need: megabytes(need), free: megabytes(storage.free) })}
        </Notice>
      ) : null}
      {storage?.persisted === false ? (
        <Notice tone="doubt" title={t("persist.denied.title")}>
          {t("persist.denied.detail")}
        </Notice>
      ) : null}
      {trouble ? (
        <Notice tone="wrong" title={t(`trouble.${trouble.kind}.title`)}>
          {t(`trouble.${trouble.kind}.do`)}
        </Notice>
      ) : null}
      <div class="acts push-down">
        <Button kind="primary" icon="download" busy={running} onClick={() => void syncNow("button")}>
          {running ? t("first.loading") : t("first.load")}
        </Button>
        <Button kind="plain" onClick={() => void signOut()}>
          {t("action.sign_out")}
        </Button>
      </div>
    </main>
  );
}
