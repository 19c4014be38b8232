/** How the app looks and behaves on this phone, what it holds, and leaving it. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { megabytes } from "../../../i18n/format.ts";
import { Button, LanguageSwitch, Notice, RoundButton, Segments, ThemeSwitch } from "../../../ui/parts.tsx";
import { back, go } from "../../../ui/router.tsx";
import { type LeaveAnswer, session, signOut } from "../session/session.ts";
import { lookAtStorage, type Storage } from "../storage.ts";
import { meta } from "../store.ts";
import { canTellNetwork, photoNetwork, setPhotoNetwork } from "../sync/photo-network.ts";
import { offlineReady, takeUpdate, updateReady } from "../update.ts";
import { t } from "../words.ts";
import { cameraAtStops, setCameraAtStops } from "./choices.ts";

export function SettingsPage(): JSX.Element {
  const [storage, setStorage] = useState<Storage | null>(null);
  const [refused, setRefused] = useState<LeaveAnswer | null>(null);
  useEffect(() => {
    void lookAtStorage(false).then(setStorage);
  }, []);
  const person = session.value?.person;
  return (
    <main class="page">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
        <h1 class="grow">{t("settings.title")}</h1>
      </header>
      {updateReady.value ? (
        <Notice
          tone="info"
          title={t("banner.update.title")}
          action={
            <Button small kind="primary" onClick={takeUpdate}>
              {t("action.update")}
            </Button>
          }
        >
          {t("banner.update.detail")}
        </Notice>
      ) : null}
      <section class="card stack">
        <h2>{t("settings.look")}</h2>
        <LanguageSwitch />
        <ThemeSwitch />
        <p class="small muted">{t("settings.sun_hint")}</p>
      </section>
      <section class="card stack">
        <h2>{t("settings.work")}</h2>
        <div class="field">
          <span>{t("settings.camera")}</span>
          <Segments
            label={t("settings.camera")}
            value={cameraAtStops.value ? "on" : "off"}
            options={[
              ["on", t("settings.camera.on")],
              ["off", t("settings.camera.off")],
            ]}
            onChange={(value) => setCameraAtStops(value === "on")}
          />
        </div>
        <div class="field">
          <span>{t("settings.photos")}</span>
          <Segments
            label={t("settings.photos")}
            value={photoNetwork.value}
            options={[
              ["any", t("settings.photos.any")],
              ["wlan", t("settings.photos.wlan")],
            ]}
            onChange={setPhotoNetwork}
          />
          {canTellNetwork() ? null : <p class="small muted">{t("settings.photos.unknown")}</p>}
        </div>
      </section>
      <section class="card stack">
        <h2>{t("settings.phone")}</h2>
        <dl class="facts">
          <dt>{t("settings.person")}</dt>
          <dd>{person?.name}</dd>
          <dt>{t("settings.device")}</dt>
          <dd class="num">{meta.value?.device_id?.slice(-12) ?? "–"}</dd>
          <dt>{t("settings.offline")}</dt>
          <dd>{offlineReady.value ? t("settings.offline.yes") : t("settings.offline.no")}</dd>
          <dt>{t("settings.free")}</dt>
          <dd>{storage?.free == null ? "–" : megabytes(storage.free)}</dd>
          <dt>{t("settings.kept")}</dt>
          <dd>{storage?.persisted ? t("settings.kept.yes") : t("settings.kept.no")}</dd>
        </dl>
        {storage?.persisted === false ? (
          <Notice
            tone="doubt"
            title={t("persist.denied.title")}
            action={
              <Button small onClick={() => void lookAtStorage(true).then(setStorage)}>
                {t("persist.ask")}
              </Button>
            }
          >
            {t("persist.denied.detail")}
          </Notice>
        ) : null}
      </section>
      {refused && !refused.left ? (
        <Notice
          tone="doubt"
          title={t("leave.refused.title")}
          action={
            <Button small kind="primary" onClick={() => go("/sync")}>
              {t("sync.title")}
            </Button>
          }
        >
          {t("leave.refused.detail", { entries: refused.entries, photos: refused.photos })}
        </Notice>
      ) : null}
      <div class="acts">
        <Button kind="quiet" icon="lock" onClick={() => void signOut().then(setRefused)}>
          {t("action.sign_out")}
        </Button>
      </div>
    </main>
  );
}
