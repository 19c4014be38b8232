/** The app's own versions: a new one is fetched in the background and waits until the reader chooses to take it. */
import { signal } from "@preact/signals";

/** True when a new version is ready. */
export const updateReady = signal(false);
/** True when this version is complete on the phone and opens without a network. */
export const offlineReady = signal(false);

let waiting: ServiceWorker | null = null;

function ready(registration: ServiceWorkerRegistration): void {
  if (registration.waiting && navigator.serviceWorker.controller) {
    waiting = registration.waiting;
    updateReady.value = true;
  }
  if (registration.active) offlineReady.value = true;
}

export async function registerServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  ready(registration);
  const follow = (): void => registration.installing?.addEventListener("statechange", () => ready(registration));
  follow();
  registration.addEventListener("updatefound", follow);
  setInterval(() => void registration.update().catch(() => {}), 3_600_000);
}

/** The reader chose to update. Nothing unsent is touched: it is in the database, not in the page. */
export function takeUpdate(): void {
  if (!waiting) return;
  let reloaded = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (reloaded) return;
    reloaded = true;
    location.reload();
  });
  waiting.postMessage("update-now");
}
