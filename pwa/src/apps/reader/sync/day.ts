/** The day's end, and the ways out for what stepped aside. */
import { type EntryRow, getMeta, type NewsRow, type Phone, type PhotoRow } from "../../../db/database.ts";
import { append, freeze } from "../../../db/outbox.ts";
import type { DayCloseBody } from "../../../domain/types.ts";
import { businessDate } from "../../../i18n/format.ts";
import { type Session, session } from "../session/session.ts";
import { counts, refreshFlow } from "../store.ts";
import { syncNow } from "./running.ts";

/** What a receipt of the day will name: also what was read after an earlier day's end, and never closed. */
async function sinceTheLastClose(db: Phone["db"]): Promise<EntryRow[]> {
  const newestFirst = db.entries.orderBy("seq").reverse();
  return newestFirst.until((entry) => entry.kind === "day_close").toArray();
}

/**
 * Says that the day is over: everything up to a seq, the phone's own ledger, and the photos taken. The seq is part of the frozen
 * content, so it is read first and checked again in the transaction; a save in between makes it start over.
 */
export async function closeDay({ phone, person }: Session): Promise<void> {
  const { db } = phone;
  const day = businessDate();
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const through_seq = await getMeta(db, "seq");
    const cursor = await getMeta(db, "cursor");
    const since = new Set((await sinceTheLastClose(db)).map((entry) => entry.id));
    const photos = (await db.photos.toArray()).filter(
      (photo) => photo.state !== "draft" && (businessDate(photo.taken_at) === day || since.has(photo.entry_id)),
    );
    const { ever: _, ...states } = counts.value;
    const body: DayCloseBody = {
      day,
      through_seq,
      counts: states,
      photos: [...new Set(photos.map((photo) => photo.sha256))],
      ...(cursor && cursor.length <= 4000 ? { cursor } : {}),
    };
    const frozen = await freeze(phone, { kind: "day_close", task_id: null, person: person.id, body });
    const done = await db.transaction("rw", db.meta, db.entries, db.contents, async () => {
      if ((await getMeta(db, "seq")) !== through_seq) return false;
      await append(phone, [frozen]);
      return true;
    });
    if (done) return;
  }
  throw new Error("the outbox did not come to rest");
}

export async function retryEntry(entry: EntryRow): Promise<void> {
  const current = session.value;
  if (!current) return;
  const { db } = current.phone;
  await db.transaction("rw", db.entries, async () => {
    const row = await db.entries.get(entry.id);
    if (row?.state === "aside") await db.entries.put({ ...row, state: "here", next_at: 0 });
  });
  await refreshFlow(current.phone);
  await syncNow("button");
}

export async function retryPhoto(photo: PhotoRow): Promise<void> {
  const current = session.value;
  if (!current) return;
  const { db } = current.phone;
  await db.transaction("rw", db.photos, async () => {
    const row = await db.photos.get([photo.entry_id, photo.sha256]);
    if (row?.state === "aside") await db.photos.put({ ...row, state: "here", next_at: 0 });
  });
  await refreshFlow(current.phone);
  await syncNow("button");
}

export async function seen(row: NewsRow): Promise<void> {
  const current = session.value;
  if (!current) return;
  await current.phone.db.news.update(row.id, { seen: 1 });
  await refreshFlow(current.phone);
}
