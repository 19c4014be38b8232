/** What sets the engine off by itself: a save, the network coming back, the page being shown again, and a timer. */
import { beforeEach, expect, test, vi } from "vitest";
import { session } from "../../src/apps/reader/session/session.ts";
import { keepSyncing, othersUnsent, saved, syncNow } from "../../src/apps/reader/sync/running.ts";
import { openPhone, type Phone, putSecret } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import { save } from "../../src/db/outbox.ts";
import type { Person } from "../../src/domain/types.ts";
import { freshPhone, PERSON } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

const server = new StubServer();
const page = new EventTarget();
const paper = Object.assign(new EventTarget(), { visibilityState: "visible" });
const timers: (() => void)[] = [];
let phone: Phone;

vi.mock("../../src/sync/transport.ts", () => ({ httpTransport: () => server }));

beforeEach(async () => {
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("document", paper);
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {}, removeItem: () => {} });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  vi.stubGlobal("setInterval", (run: () => void) => timers.push(run));
  phone = await freshPhone();
});

const note = (): Promise<unknown> => save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "n" } }]);

async function goesOut(count: number): Promise<void> {
  await vi.waitFor(async () => expect(server.journal.size).toBe(count), { timeout: 3000 });
}

function shown(visibility: string): void {
  paper.visibilityState = visibility;
  paper.dispatchEvent(new Event("visibilitychange"));
}

test("each of them sends what is there, without anybody asking", async () => {
  keepSyncing();
  await note();
  session.value = { phone, person: { id: PERSON, name: "Reader", role: "reader" } as unknown as Person, token: "t" };
  await goesOut(1); // the start itself

  await note();
  saved(phone);
  await goesOut(2);

  await note();
  page.dispatchEvent(new Event("online"));
  await goesOut(3);

  await note();
  page.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  await goesOut(4);

  await note();
  shown("hidden");
  for (const tick of timers) tick();
  shown("visible");
  await goesOut(5);

  await note();
  for (const tick of timers) tick();
  await goesOut(6);
  session.value = null;
});

test("who used this phone before is sent for, be nobody or somebody else at it", async () => {
  const earlier = newId();
  phone = await openPhone(earlier);
  vi.stubGlobal("localStorage", { getItem: () => JSON.stringify([earlier]), setItem: () => {}, removeItem: () => {} });
  const before = server.journal.size;
  keepSyncing();
  await note();
  await syncNow("button");
  // Without a token of their own there is no way to send, but it is told.
  await vi.waitFor(() => expect(othersUnsent.value).toBe(1));
  expect(server.journal.size).toBe(before);

  await putSecret(phone, "token", "t");
  page.dispatchEvent(new Event("online"));
  await syncNow("button");
  await goesOut(before + 1);
  await vi.waitFor(() => expect(othersUnsent.value).toBe(0));

  await note();
  const next = { id: newId(), name: "Next", role: "reader" } as unknown as Person;
  session.value = { phone: await freshPhone(), person: next, token: "t" };
  await goesOut(before + 2);
  session.value = null;
});
