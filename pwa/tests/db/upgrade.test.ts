/** The app is updated while something is unsent: the new version finds it as it was, and sends the very same bytes (P1, P4). */
import Dexie from "dexie";
import { beforeEach, expect, test } from "vitest";
import { databaseName, openPhone, type Phone, PhoneDatabase } from "../../src/db/database.ts";
import { finishStop, keepPhoto, newDraft } from "../../src/db/drafts.ts";
import { newId, sha256 } from "../../src/db/ids.ts";
import { contentOf, save } from "../../src/db/outbox.ts";
import { rig } from "../support/engine.ts";
import { PERSON, task } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

/** The tables as they were first released. They are on phones: never changed here, only followed by a next version. */
const RELEASED = {
  tasks: "id, [run_id+sequence]",
  runs: "id",
  entries: "id, &seq, state, task_id, [state+kind], received_at",
  contents: "id",
  photos: "[entry_id+sha256], sha256, state, task_id, received_at",
  pictures: "sha256",
  drafts: "task_id",
  news: "id, seen",
  meta: "key",
  secrets: "key",
  keys: "id",
};

/** An app of tomorrow: one more index, one more column, filled in for what is there. */
class Tomorrow extends PhoneDatabase {
  constructor(name: string) {
    super(name);
    this.version(2)
      .stores({ entries: `${RELEASED.entries}, urgency` })
      .upgrade((transaction) =>
        transaction
          .table("entries")
          .toCollection()
          .modify((row: { urgency?: number }) => {
            row.urgency = 1;
          }),
      );
  }
}

let personId: string;
beforeEach(() => {
  personId = newId();
});

async function unsentWork(phone: Phone): Promise<Map<string, string>> {
  const of = task(1);
  const bytes = new Uint8Array(3000).map((_, i) => i % 7).buffer;
  const draft = newDraft(of.id, null);
  const photo = { bytes, sha256: await sha256(bytes), mime: "image/jpeg", taken_at: Date.now(), place: null, guide: null };
  await keepPhoto(phone, draft, photo);
  await save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "门口有狗" } }]);
  await finishStop(phone, { id: draft.entry_id, kind: "visit", task_id: of.id, person: PERSON, body: { task_id: of.id } }, "read");
  const rows = await phone.db.entries.toArray();
  return new Map(await Promise.all(rows.map(async (row) => [row.id, await contentOf(phone, row.id)] as const)));
}

async function goesOut(phone: Phone, saved: Map<string, string>): Promise<void> {
  for (const [id, content] of saved) expect(await contentOf(phone, id)).toBe(content);
  const server = new StubServer();
  await rig(phone, server).engine.run("start");
  expect([...server.journal.keys()].sort()).toEqual([...saved.keys()].sort());
  expect(server.pushes.flat().map((entry) => entry.seq)).toEqual([1, 2]);
  expect(server.stored.size).toBe(1);
  // What is saved from now on goes on in the same count.
  await save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "after" } }]);
  expect((await phone.db.entries.orderBy("seq").last())?.seq).toBe(3);
}

test("a database of the first release, with unsent work in it, is opened by today's app", async () => {
  const first = new Dexie(databaseName(personId));
  first.version(1).stores(RELEASED);
  await first.open();
  first.close();
  const phone = await openPhone(personId);
  const saved = await unsentWork(phone);
  phone.db.close();
  await goesOut(await openPhone(personId), saved);
});

test("today's tables are the released ones, or a later version of them", async () => {
  const db = new PhoneDatabase(databaseName(personId));
  await db.open();
  const released = new Dexie(databaseName(newId()));
  released.version(1).stores(RELEASED);
  await released.open();
  const shape = (one: Dexie): string =>
    JSON.stringify(one.tables.map(({ name, schema }) => [name, schema.primKey.src, schema.indexes.map((i) => i.src)]).sort());
  if (db.verno === 1) expect(shape(db)).toBe(shape(released));
  else expect(db.verno).toBeGreaterThan(1);
});

test("an upgrade that rebuilds the entries' table keeps what is unsent, its key and its bytes", async () => {
  const before = await openPhone(personId);
  const saved = await unsentWork(before);
  before.db.close();
  const db = new Tomorrow(databaseName(personId));
  await db.open();
  expect(
    await db.entries
      .where("urgency" as never)
      .equals(1)
      .count(),
  ).toBe(2);
  await goesOut({ db, vault: before.vault }, saved);
});

test("what a tab of yesterday's app saves after tomorrow's has opened is kept and goes out like all the rest", async () => {
  const old = await openPhone(personId);
  await unsentWork(old);
  const db = new Tomorrow(databaseName(personId));
  await db.open();
  await save(old, [{ kind: "note", task_id: null, person: PERSON, body: { text: "late" } }]);
  expect((await db.entries.orderBy("seq").toArray()).map((row) => [row.seq, row.state])).toEqual([
    [1, "here"],
    [2, "here"],
    [3, "here"],
  ]);
  const server = new StubServer();
  await rig({ db, vault: old.vault }, server).engine.run("start");
  expect(server.pushes.flat().map((entry) => entry.seq)).toEqual([1, 2, 3]);
});
