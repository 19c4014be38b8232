/** Who is signed in, and which branch and period they look at. */
import { computed, signal } from "@preact/signals";
import { call, Problem } from "../../../api/client.ts";
import { businessDate } from "../../../i18n/format.ts";
import type { Branch, Me, Page } from "../wire.ts";

/** undefined: not known yet; null: nobody. */
export const me = signal<Me | null | undefined>(undefined);
/** The session ended while working: the sign-in stands over the page, which keeps what was typed. */
export const expired = signal(false);

const BRANCH = "office.branch";
const PERIOD = "office.period";

const wantedBranch = signal<number | null>(Number(localStorage.getItem(BRANCH)) || null);
/** Whoever works for all branches is told none by name: those are asked for. */
const allBranches = signal<readonly Branch[]>([]);
export const branches = computed<readonly Branch[]>(() =>
  me.value?.person.branches.length ? me.value.person.branches : allBranches.value,
);
export const branch = computed<Branch | null>(
  () => branches.value.find((one) => one.id === wantedBranch.value) ?? branches.value[0] ?? null,
);
export function chooseBranch(id: number): void {
  localStorage.setItem(BRANCH, String(id));
  wantedBranch.value = id;
}

/** "2026-11"; this month unless chosen otherwise in this tab. */
export const period = signal<string>(sessionStorage.getItem(PERIOD) ?? businessDate().slice(0, 7));
export function choosePeriod(next: string): void {
  sessionStorage.setItem(PERIOD, next);
  period.value = next;
}

async function welcome(found: Me): Promise<void> {
  if (found.person.branches.length === 0 && found.person.role === "admin") {
    allBranches.value = (await call<Page<Branch>>("GET", "/branches")).items;
  }
  me.value = found;
}

export async function whoAmI(): Promise<void> {
  try {
    await welcome(await call<Me>("GET", "/auth/me"));
  } catch (error) {
    if (!(error instanceof Problem && error.body.status === 401)) throw error;
    me.value = null;
  }
}

export async function signIn(login: string, password: string): Promise<void> {
  await welcome(await call<Me>("POST", "/auth/sign-in", { body: { login, password } }));
  expired.value = false;
}

export async function signOut(): Promise<void> {
  await call("POST", "/auth/sign-out");
  me.value = null;
  expired.value = false;
}

export function signedOut(): void {
  if (me.value) expired.value = true;
}
