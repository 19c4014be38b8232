/** Which screen is shown: by who is at the phone, then by the address. */
import type { ComponentType, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { startTexts } from "../../i18n/texts.ts";
import { lazy } from "../../ui/lazy.tsx";
import { Notice } from "../../ui/parts.tsx";
import { match, path, query } from "../../ui/router.tsx";
import { Toasts } from "../../ui/toast.tsx";
import { t } from "./first-words.ts";
import { RoundPage } from "./round/round-page.tsx";
import { phase } from "./session/session.ts";
import { loaded, meta, stops } from "./store.ts";

/** A screen behind the list, with its words. */
const behind = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(async () => {
    const [page, { walkTexts }] = await Promise.all([load(), import("../../i18n/walk.ts")]);
    await startTexts(walkTexts);
    return page;
  });

const SignInPage = lazy(async () => (await import("./session/sign-in-page.tsx")).SignInPage);
const FirstRound = behind(async () => (await import("./round/first-round.tsx")).FirstRound);
const StopPage = behind(async () => (await import("./stop/stop-page.tsx")).StopPage);
const ScanPage = behind(async () => (await import("./scan/scan-page.tsx")).ScanPage);
const BoxPage = behind(async () => (await import("./scan/box-page.tsx")).BoxPage);
const SyncPage = behind(async () => (await import("./sync/sync-page.tsx")).SyncPage);
const CourierPage = behind(async () => {
  const { courierTexts } = await import("../../i18n/courier.ts");
  await startTexts(courierTexts);
  return (await import("./courier/courier-page.tsx")).CourierPage;
});
const ReceiptsPage = behind(async () => {
  const { receiptTexts } = await import("../../i18n/receipts.ts");
  await startTexts(receiptTexts);
  return (await import("./receipts/receipts-page.tsx")).ReceiptsPage;
});
const SettingsPage = behind(async () => (await import("./settings/settings-page.tsx")).SettingsPage);

function Screens(): JSX.Element | null {
  useEffect(() => {
    // A stop must open at once also at the first meter: its code is fetched while the list is looked at.
    const timer = setTimeout(() => {
      StopPage.preload();
      ScanPage.preload();
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
  const at = path.value;
  if (!loaded.value) return null;
  const stop = match("/stop/:id", at);
  if (stop?.["id"]) {
    // Looked at or corrected: two pages, though at one stop.
    const correct = query.value.get("correct") === "yes";
    return <StopPage key={`${stop["id"]}/${correct}`} id={stop["id"]} correct={correct} />;
  }
  const box = match("/box/:id", at);
  if (box?.["id"]) return <BoxPage id={box["id"]} />;
  if (at === "/scan") return <ScanPage />;
  if (at === "/sync") return <SyncPage />;
  if (at === "/receipts") return <ReceiptsPage />;
  if (at === "/courier") return <CourierPage />;
  if (at === "/settings") return <SettingsPage />;
  return stops.value.length || meta.value?.downloaded_at ? <RoundPage /> : <FirstRound />;
}

export function App(): JSX.Element {
  const now = phase.value;
  return (
    <>
      {now === "ready" ? <Screens /> : null}
      {now === "sign_in" || now === "locked" ? <SignInPage /> : null}
      {now === "unsupported" ? (
        <main class="page">
          <Notice tone="wrong" title={t("unsupported.title")}>
            {t("unsupported.detail")}
          </Notice>
        </main>
      ) : null}
      <Toasts />
    </>
  );
}
