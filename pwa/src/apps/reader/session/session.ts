/**
 * Who is at this phone. One sign-in enrols the phone for a person: from then on it holds a long-lived device token of its own, and the
 * round can be walked without any network. An expired sign-in locks the screen, never the outbox (promise P3).
 */
import { signal } from "@preact/signals";
import { call, Problem } from "../../../api/client.ts";
import { getMeta, getSecret, openPhone, type Phone, putMeta, putSecret, readMeta } from "../../../db/database.ts";
import { signingKey } from "../../../db/device-key.ts";
import { unsent } from "../../../db/outbox.ts";
import type { Person } from "../../../domain/types.ts";

export type Phase = "starting" | "sign_in" | "locked" | "ready" | "unsupported";

export interface Session {
  readonly phone: Phone;
  readonly person: Person;
  readonly token: string;
}

export const phase = signal<Phase>("starting");
export const session = signal<Session | null>(null);

const PERSON_KEY = "person";
const PEOPLE_KEY = "people";

interface SignedIn {
  readonly person: Person;
  readonly demo: boolean;
}
interface Enrolled {
  readonly device_id: string;
  readonly token: string;
  readonly incarnation: string;
}
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly role: string;
  readonly label_en: string;
  readonly label_zh: string;
}

/** Everybody who has a database on this phone. */
export function peopleHere(): string[] {
  try {
    const known = JSON.parse(localStorage.getItem(PEOPLE_KEY) ?? "[]") as unknown;
    return Array.isArray(known) ? known.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function remember(personId: string): void {
  localStorage.setItem(PERSON_KEY, personId);
  localStorage.setItem(PEOPLE_KEY, JSON.stringify([...new Set([...peopleHere(), personId])]));
}

/**
 * Opens the phone for the person who used it last. Needs no network. `alongside` reads what the first screen shows while it is still
 * being found out who may see it: nothing is shown before `phase` says so.
 */
export async function start(alongside: (phone: Phone) => Promise<void>): Promise<void> {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle || !globalThis.indexedDB) {
    phase.value = "unsupported";
    return;
  }
  const personId = localStorage.getItem(PERSON_KEY);
  if (!personId) {
    phase.value = "sign_in";
    return;
  }
  const phone = await openPhone(personId);
  const [token, person, locked] = await Promise.all([
    getSecret<string>(phone, "token"),
    getSecret<Person>(phone, "person"),
    getMeta(phone.db, "locked"),
    alongside(phone),
  ]);
  if (!token || !person) {
    phone.db.close();
    phase.value = "sign_in";
    return;
  }
  session.value = { phone, person, token };
  phase.value = locked ? "locked" : "ready";
}

/** What this installation calls itself in the office's list of devices: kind of system and browser, nothing personal. */
function deviceName(): string {
  const agent = navigator.userAgent;
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux|HarmonyOS/.exec(agent)?.[0] ?? "Phone";
  const browser = /EdgA?|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? "browser";
  return `${system} · ${browser}`;
}

export class NotAReader extends Error {
  override readonly name = "NotAReader";
}

/** Signs in and, the first time on this phone, enrols it. Throws Problem, Unreachable or NotAReader. */
export async function signIn(login: string, password: string): Promise<void> {
  const { person } = await call<SignedIn>("POST", "/auth/sign-in", { body: { login, password } });
  if (person.role !== "reader") throw new NotAReader(person.role);
  const phone = await openPhone(person.id);
  let token = await getSecret<string>(phone, "token");
  const { refused } = await readMeta(phone.db);
  if (!token || refused === "device_unknown") {
    const { shown: key } = await signingKey(phone);
    const enrolled = await call<Enrolled>("POST", "/devices", { body: { name: deviceName(), key } });
    token = enrolled.token;
    await putSecret(phone, "token", token);
    const meta = await readMeta(phone.db);
    await putMeta(phone.db, {
      device_id: enrolled.device_id,
      key_known_for: enrolled.device_id,
      incarnation: meta.incarnation ?? enrolled.incarnation,
      refused: null,
    });
  }
  await putSecret(phone, "person", person);
  await putMeta(phone.db, { locked: false });
  remember(person.id);
  session.value = { phone, person, token };
  phase.value = "ready";
}

/** Asks the server whether the sign-in still holds; only a clear "no" locks the screen, silence never does. */
export async function checkSignIn(): Promise<void> {
  const current = session.value;
  if (!current || phase.value !== "ready") return;
  try {
    const { person } = await call<SignedIn>("GET", "/auth/me", { timeout: 10_000 });
    if (person.id === current.person.id) return;
  } catch (error) {
    if (!(error instanceof Problem) || error.body.status !== 401) return;
  }
  await putMeta(current.phone.db, { locked: true });
  phase.value = "locked";
}

export type LeaveAnswer = { readonly left: true } | { readonly left: false; readonly entries: number; readonly photos: number };

/**
 * Leaves this phone. Refused while anything is unsent. What was received stays, sealed, for as long as a restored server may need it;
 * the round itself goes.
 */
export async function signOut(): Promise<LeaveAnswer> {
  const current = session.value;
  if (!current) return { left: true };
  const { entries, photos } = await unsent(current.phone);
  if (entries || photos) return { left: false, entries, photos };
  try {
    await call("POST", "/auth/sign-out");
  } catch {
    // Without a network the cookie stays until it expires; the screen is left all the same.
  }
  const { db } = current.phone;
  await db.transaction("rw", [db.tasks, db.runs, db.news, db.drafts, db.meta], async () => {
    await Promise.all([db.tasks.clear(), db.runs.clear(), db.news.clear(), db.drafts.clear()]);
    await putMeta(db, { cursor: null, downloaded_at: 0 });
  });
  localStorage.removeItem(PERSON_KEY);
  session.value = null;
  phase.value = "sign_in";
  return { left: true };
}

export async function demoAccounts(): Promise<readonly DemoAccount[]> {
  const { demo, accounts } = await call<{ demo: boolean; accounts: DemoAccount[] }>("GET", "/auth/demo", { timeout: 10_000 });
  return demo ? accounts : [];
}
