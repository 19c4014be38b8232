/** Leaving the phone: refused while anything is unsent; what was received stays for a server that may be restored (P2, P3, P11). */
import { beforeEach, expect, test, vi } from "vitest";
import { phase, session, signOut } from "../../src/apps/reader/session/session.ts";
import type { Phone } from "../../src/db/database.ts";
import { keepPhoto, newDraft } from "../../src/db/drafts.ts";
import { save } from "../../src/db/outbox.ts";
import type { Person } from "../../src/domain/types.ts";
import { rig } from "../support/engine.ts";
import { freshPhone, PERSON, task } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

let phone: Phone;

beforeEach(async () => {
  phone = await freshPhone();
  const kept = new Map([["person", PERSON]]);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  session.value = {
    phone,
    person: { id: PERSON, login: "reader", name: "Reader", role: "reader", branches: [] } as unknown as Person,
    token: "t",
  };
  phase.value = "ready";
  return () => vi.unstubAllGlobals();
});

test("is refused while an entry is unsent, and nothing goes", async () => {
  await save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "n" } }]);
  expect(await signOut()).toEqual({ left: false, entries: 1, photos: 0 });
  expect(session.value).not.toBeNull();
  expect(await phone.db.entries.count()).toBe(1);
});

test("is refused while a photo of a saved stop is unsent", async () => {
  const of = task(1);
  await keepPhoto(phone, newDraft(of.id, null), {
    bytes: new Uint8Array([1]).buffer,
    sha256: "0".repeat(64),
    mime: "image/jpeg",
    taken_at: Date.now(),
    place: null,
    guide: null,
  });
  await phone.db.photos.toCollection().modify({ state: "here" });
  expect(await signOut()).toEqual({ left: false, entries: 0, photos: 1 });
});

test("once all is received it works without a network, too; what was received stays", async () => {
  await save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "n" } }]);
  await rig(phone, new StubServer()).engine.run("button");
  expect(await signOut()).toEqual({ left: true });
  expect(session.value).toBeNull();
  expect(phase.value).toBe("sign_in");
  expect((await phone.db.entries.toArray()).map((row) => row.state)).toEqual(["received"]);
  expect(await phone.db.contents.count()).toBe(1);
  expect(await phone.db.tasks.count()).toBe(0);
});
