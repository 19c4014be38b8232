/**
 * The outbox: entries with frozen canonical bytes and a gapless seq. Nothing leaves it but by a receipt (promise P2), and what was
 * received stays until the server's backups have passed its mark and the days to keep are over.
 */
import { type Canonical, canonical } from "../domain/canonical.ts";
import type { Clock, EntryKind, Receipt } from "../domain/types.ts";
import { type EntryRow, getMeta, type Phone } from "./database.ts";
import { BOOT, monoMs, newId, sha256 } from "./ids.ts";
import type { Sealed } from "./vault.ts";

export const ENTRY_VERSION = 1;
/** The wire takes 64 KB an entry; the envelope needs some of it. */
export const MAX_ENTRY_BYTES = 60_000;
/** Below this much free space nothing more is saved, so that what is here can still be handed over. */
export const LAST_MEGABYTES = 20 * 1_048_576;

export class EntryTooLarge extends Error {
  override readonly name = "EntryTooLarge";
}

export interface Frozen {
  readonly id: string;
  readonly kind: EntryKind;
  readonly task_id: string | null;
  readonly digest: string;
  readonly size: number;
  readonly recorded_at: number;
  readonly sealed: Sealed;
}

export interface Making {
  readonly id?: string;
  readonly kind: EntryKind;
  readonly task_id: string | null;
  readonly person: string;
  readonly body: object;
  readonly now?: number;
  readonly clock?: Clock;
}

/** Fixes an entry's content byte for byte and seals it. Not yet saved: see `append`. */
export async function freeze(phone: Phone, making: Making): Promise<Frozen> {
  const now = making.now ?? Date.now();
  const id = making.id ?? newId(now);
  const text = canonical({
    kind: making.kind,
    v: ENTRY_VERSION,
    recorded_at: new Date(now).toISOString(),
    clock: (making.clock ?? { boot: BOOT, mono_ms: monoMs() }) as unknown as Canonical,
    person: making.person,
    body: making.body as Canonical,
  });
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_ENTRY_BYTES) throw new EntryTooLarge(`${bytes.length} bytes`);
  return {
    id,
    kind: making.kind,
    task_id: making.task_id,
    digest: await sha256(bytes),
    size: bytes.length,
    recorded_at: now,
    sealed: await phone.vault.sealBytes(`entry/${id}`, bytes),
  };
}

/** Gives seqs and stores; only inside a transaction over meta, entries and contents, so that seqs have no gaps. */
export async function append(phone: Phone, frozen: readonly Frozen[]): Promise<number[]> {
  const { db } = phone;
  let seq = await getMeta(db, "seq");
  const seqs: number[] = [];
  for (const entry of frozen) {
    seq += 1;
    seqs.push(seq);
    const row: EntryRow = {
      id: entry.id,
      seq,
      kind: entry.kind,
      task_id: entry.task_id,
      state: "here",
      digest: entry.digest,
      size: entry.size,
      recorded_at: entry.recorded_at,
      tries: 0,
      next_at: 0,
      trouble: null,
      outcome: null,
      reason: null,
      mark: null,
      incarnation: null,
      received_at: 0,
      receipt: null,
    };
    await db.entries.add(row);
    await db.contents.add({ id: entry.id, sealed: entry.sealed });
  }
  await db.meta.put({ key: "seq", value: seq });
  return seqs;
}

/** Freezes and saves entries that change nothing else (attempts, notes). */
export async function save(phone: Phone, making: readonly Making[]): Promise<Frozen[]> {
  const frozen: Frozen[] = [];
  for (const one of making) frozen.push(await freeze(phone, one));
  const { db } = phone;
  await db.transaction("rw", db.meta, db.entries, db.contents, () => append(phone, frozen));
  return frozen;
}

/** The frozen content as it goes over the wire. */
export async function contentOf(phone: Phone, id: string): Promise<string> {
  const row = await phone.db.contents.get(id);
  if (!row) throw new Error(`no content for entry ${id}`);
  return phone.vault.openText(`entry/${id}`, row.sealed);
}

/** An entry's body, to show or correct what was saved. */
export async function bodyOf<T>(phone: Phone, id: string): Promise<T> {
  return (JSON.parse(await contentOf(phone, id)) as { body: T }).body;
}

/** Nothing that stepped aside waits longer; a moment further away was set by a clock that has been put right since. */
const LONGEST_WAIT_MS = 86_400_000;

/** Whether an item that stepped aside is to be tried again. */
export const isDue = (nextAt: number, now: number): boolean => nextAt <= now || nextAt - now > LONGEST_WAIT_MS;

/** What may be sent now, oldest first: everything here, and what stepped aside and has waited its time. */
export async function sendable(phone: Phone, now: number, limit: number, beyond = 0): Promise<EntryRow[]> {
  const { db } = phone;
  const rows = await db.entries.where("state").anyOf("here", "aside").sortBy("seq");
  return rows.filter((row) => row.seq > beyond && (row.state === "here" || isDue(row.next_at, now))).slice(0, limit);
}

export async function unsent(phone: Phone): Promise<{ entries: number; photos: number; photoBytes: number }> {
  const { db } = phone;
  const [entries, photos] = await Promise.all([
    db.entries.where("state").anyOf("here", "aside").count(),
    db.photos.where("state").anyOf("here", "aside").toArray(),
  ]);
  return { entries, photos: photos.length, photoBytes: photos.reduce((sum, photo) => sum + photo.size, 0) };
}

export async function receiptOf(phone: Phone, row: EntryRow): Promise<Receipt | null> {
  return row.receipt ? phone.vault.open<Receipt>(`receipt/${row.id}`, row.receipt) : null;
}

/**
 * Forgets received entries and photos that the server's backups hold (its mark is passed) and whose days to keep are over. `now` is
 * by the server's clock, as `received_at` is: a phone's may jump by a year. Answers how many entries went.
 */
export async function prune(phone: Phone, keepDays: number, now: number): Promise<number> {
  const { db } = phone;
  const through = await getMeta(db, "backed_up_through");
  const oldest = now - keepDays * 86_400_000;
  const safe = (await db.entries.where("received_at").between(1, oldest).toArray()).filter(
    (row) => row.state === "received" && row.mark !== null && (through[String(row.mark.home)] ?? -1) >= row.mark.change_seq,
  );
  if (!safe.length) return 0;
  return db.transaction("rw", db.entries, db.contents, db.photos, db.pictures, async () => {
    let gone = 0;
    for (const row of safe) {
      const photos = await db.photos.where("[entry_id+sha256]").between([row.id, ""], [row.id, "\uffff"]).toArray();
      if (photos.some((photo) => photo.state !== "received")) continue;
      for (const photo of photos) {
        await db.photos.delete([photo.entry_id, photo.sha256]);
        if ((await db.photos.where("sha256").equals(photo.sha256).count()) === 0) await db.pictures.delete(photo.sha256);
      }
      await db.entries.delete(row.id);
      await db.contents.delete(row.id);
      gone += 1;
    }
    return gone;
  });
}
