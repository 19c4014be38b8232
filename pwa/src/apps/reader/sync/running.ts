/** The engine of the person at this phone, and what sets it off: a save, the network, the page being shown, a timer, the button. */
import { effect, signal } from "@preact/signals";
import { getSecret, openPhone, type Phone } from "../../../db/database.ts";
import { unsent } from "../../../db/outbox.ts";
import type { Engine } from "../../../sync/engine.ts";
import type { Status, Why } from "../../../sync/status.ts";
import { checkSignIn, peopleHere, session } from "../session/session.ts";
import { loadRound, refreshFlow, status } from "../store.ts";
import { photosAllowed, watchNetwork } from "./photo-network.ts";

const EVERY_MS = 120_000;
export const VERSION = import.meta.env.VITE_APP_VERSION ?? "0.1.0";

let engine: Promise<Engine> | null = null;
let channel: BroadcastChannel | null = null;
let pending: ReturnType<typeof setTimeout> | undefined;

/** Many changes in a burst are one refresh. */
/** What is where, counted anew in a moment. */
export function refreshSoon(phone: Phone): void {
  clearTimeout(pending);
  pending = setTimeout(() => void refreshFlow(phone), 120);
}

interface Ears {
  readonly show: (status: Status) => void;
  readonly round: () => void;
  readonly change: () => void;
}
const DEAF: Ears = { show: () => {}, round: () => {}, change: () => {} };

/** The engine's code comes after the first screen: the list stands before anything is sent. */
async function engineFor(phone: Phone, token: string, personId: string, ears: Ears): Promise<Engine> {
  const [{ Engine: Made }, { httpTransport }] = await Promise.all([
    import("../../../sync/engine.ts"),
    import("../../../sync/transport.ts"),
  ]);
  return new Made({
    phone,
    transport: httpTransport(token, personId),
    appVersion: VERSION,
    lockName: `meterround-sync-${phone.db.name}`,
    locks: navigator.locks ? (navigator.locks as never) : null,
    now: () => Date.now(),
    random: Math.random,
    setTimer: (run, ms) => setTimeout(run, ms),
    clearTimer: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
    photosAllowed,
    onStatus: ears.show,
    onChange: ears.change,
    onRound: ears.round,
  });
}

export function syncNow(why: Why): Promise<void> {
  if (why === "button") runOthers();
  return engine?.then((one) => one.run(why)) ?? Promise.resolve();
}

/** After this page saved something: tell other tabs, refresh, send. */
export function saved(phone: Phone): void {
  channel?.postMessage("changed");
  refreshSoon(phone);
  void syncNow("save");
}

/** Entries of people who used this phone before and aren't at it now, that only this phone has. */
export const othersUnsent = signal(0);

/** One round for somebody else; answers how much of theirs is still here afterwards. */
async function sendFor(personId: string, told: (unsent: number) => void): Promise<number> {
  const phone = await openPhone(personId);
  try {
    const token = await getSecret<string>(phone, "token");
    const before = await unsent(phone);
    if (!before.entries && !before.photos) return 0;
    told(before.entries);
    if (!token) return Math.max(before.entries, 1);
    const engine = await engineFor(phone, token, personId, DEAF);
    await engine.run("timer");
    engine.stop();
    const { entries, photos } = await unsent(phone);
    return Math.max(entries, photos ? 1 : 0);
  } finally {
    phone.db.close();
  }
}

/** One round for all others. Who can't be sent for now, since the database can't be opened, keeps nobody else waiting. */
async function sendForOthers(): Promise<number> {
  let left = 0;
  for (const personId of peopleHere()) {
    if (personId === session.value?.person.id) continue;
    try {
      left += await sendFor(personId, (entries) => {
        othersUnsent.value = Math.max(othersUnsent.value, left + entries);
      });
    } catch (error) {
      reportError(error);
    }
  }
  return left;
}

let others: Promise<void> = Promise.resolve();
let othersAt = 0;
/** Others who used this phone may have left something unsent: their outbox is never locked with their screen. */
function runOthers(): void {
  othersAt = Date.now();
  // One after the other: what is asked for now may have been saved after the present round looked.
  others = others.then(sendForOthers).then((left) => {
    othersUnsent.value = left;
  });
}

function wake(why: Why): void {
  void syncNow(why);
  if (Date.now() - othersAt > EVERY_MS) runOthers();
}

/** Keeps an engine running for whoever is at the phone, locked or not. Call once. */
export function keepSyncing(): void {
  effect(() => {
    const current = session.value;
    void engine?.then((one) => one.stop());
    engine = null;
    channel?.close();
    channel = null;
    // Whoever was here before is one of the others now, be the next one signed in or not.
    runOthers();
    if (!current) return;
    const { phone, token, person } = current;
    const round = (): void => {
      channel?.postMessage("round");
      void loadRound(phone).then(() => refreshFlow(phone));
    };
    const change = (): void => {
      channel?.postMessage("changed");
      refreshSoon(phone);
    };
    const show = (next: Status): void => {
      status.value = next;
    };
    engine = engineFor(phone, token, person.id, { show, round, change });
    if (typeof BroadcastChannel !== "undefined") {
      channel = new BroadcastChannel(phone.db.name);
      channel.onmessage = (event) => {
        if (event.data === "round") void loadRound(phone).then(() => refreshFlow(phone));
        else refreshSoon(phone);
      };
    }
    void refreshFlow(phone);
    wake("start");
    void checkSignIn();
  });
  addEventListener("online", () => wake("online"));
  watchNetwork(() => wake("online"));
  addEventListener("pageshow", (event) => {
    if (event.persisted) wake("shown");
  });
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else {
      wake("shown");
      if (Date.now() - hiddenAt > 300_000) void checkSignIn();
    }
  });
  setInterval(() => {
    if (document.visibilityState === "visible") wake("timer");
  }, EVERY_MS);
}
