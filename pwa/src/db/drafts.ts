/**
 * A stop in progress, kept so that a dead battery costs nothing that was typed or photographed, and the one transaction that
 * makes a visit, a skip or a return of it.
 */
import { doneBefore, type Mine } from "../domain/ledger.ts";
import type { Guide, MeterFound, PhotoDeclared, Place, VisitBody } from "../domain/types.ts";
import type { Phone, PhotoRow } from "./database.ts";
import { newId } from "./ids.ts";
import { append, bodyOf, type Frozen, freeze, type Making } from "./outbox.ts";

export interface DraftRegister {
  /** Digits in the boxes so far, without the point. */
  readonly typed: string;
  readonly obtained: "typed" | "optical";
  /** Values committed so far, in order; their count is the number of attempts. */
  readonly attempts: readonly string[];
  /** Asked to type once more: what is saved next is an attempt of its own, even when it is the same value. */
  readonly again: boolean;
  /** The reader said that it is right as it stands. */
  readonly confirmed: boolean;
  readonly occurred_at: string | null;
}

export interface Draft {
  readonly task_id: string;
  /** The id that the visit or skip will have, so that photos can name it before it is saved. */
  readonly entry_id: string;
  readonly started_at: number;
  readonly found: MeterFound | null;
  readonly registers: Readonly<Record<string, DraftRegister>>;
  /** Frozen or current value; null until the reader says so, where the task asks. */
  readonly frozen: boolean | null;
  readonly troubles: readonly string[];
  readonly note: string;
  readonly supersedes: string | null;
}

export const EMPTY_REGISTER: DraftRegister = {
  typed: "",
  obtained: "typed",
  attempts: [],
  again: false,
  confirmed: false,
  occurred_at: null,
};

export function newDraft(taskId: string, found: MeterFound | null, supersedes: string | null = null): Draft {
  return {
    task_id: taskId,
    entry_id: newId(),
    started_at: Date.now(),
    found,
    registers: {},
    frozen: null,
    troubles: [],
    note: "",
    supersedes,
  };
}

const place = (taskId: string): string => `draft/${taskId}`;

export async function loadDraft(phone: Phone, taskId: string): Promise<Draft | null> {
  const row = await phone.db.drafts.get(taskId);
  return row ? phone.vault.open<Draft>(place(taskId), row.sealed) : null;
}

async function rowOf(
  phone: Phone,
  draft: Draft,
): Promise<{ task_id: string; entry_id: string; sealed: Awaited<ReturnType<Phone["vault"]["seal"]>> }> {
  return { task_id: draft.task_id, entry_id: draft.entry_id, sealed: await phone.vault.seal(place(draft.task_id), draft) };
}

export async function saveDraft(phone: Phone, draft: Draft): Promise<void> {
  await phone.db.drafts.put(await rowOf(phone, draft));
}

/** Blind attempts and the draft that counts them, in one commit: only afterwards may a hint be shown (promise P6). */
export async function commitAttempts(phone: Phone, draft: Draft, making: readonly Making[]): Promise<void> {
  const { db } = phone;
  const frozen: Frozen[] = [];
  for (const one of making) frozen.push(await freeze(phone, one));
  const row = await rowOf(phone, draft);
  await db.transaction("rw", db.meta, db.entries, db.contents, db.drafts, async () => {
    await append(phone, frozen);
    await db.drafts.put(row);
  });
}

export interface Taken {
  readonly bytes: ArrayBuffer;
  readonly sha256: string;
  readonly mime: string;
  readonly taken_at: number;
  readonly place: Place | null;
  readonly guide: Guide | null;
  readonly network?: "any" | "unmetered";
}

const declaredPlace = (sha: string): string => `declared/${sha}`;
const picturePlace = (sha: string): string => `picture/${sha}`;

/** Keeps a photo at the shutter, with the draft that it belongs to. */
export async function keepPhoto(phone: Phone, draft: Draft, taken: Taken): Promise<void> {
  const { db, vault } = phone;
  const declared: PhotoDeclared = {
    sha256: taken.sha256,
    size: taken.bytes.byteLength,
    mime: taken.mime,
    taken_at: new Date(taken.taken_at).toISOString(),
    place: taken.place,
    ...(taken.guide ? { guide: taken.guide } : {}),
  };
  const photo: PhotoRow = {
    entry_id: draft.entry_id,
    sha256: taken.sha256,
    task_id: draft.task_id,
    state: "draft",
    size: declared.size,
    mime: declared.mime,
    taken_at: taken.taken_at,
    network: taken.network ?? "any",
    declared: await vault.seal(declaredPlace(taken.sha256), declared),
    upload: null,
    tries: 0,
    next_at: 0,
    trouble: null,
    incarnation: null,
    received_at: 0,
  };
  const sealed = await vault.sealBytes(picturePlace(taken.sha256), taken.bytes);
  const row = await rowOf(phone, draft);
  await db.transaction("rw", db.photos, db.pictures, db.drafts, async () => {
    await db.pictures.put({ sha256: taken.sha256, sealed });
    await db.photos.put(photo);
    await db.drafts.put(row);
  });
}

export async function photosOf(phone: Phone, entryId: string): Promise<PhotoRow[]> {
  const rows = await phone.db.photos.where("[entry_id+sha256]").between([entryId, ""], [entryId, "\uffff"]).toArray();
  return rows.sort((a, b) => a.taken_at - b.taken_at);
}

/** Whether any of some stops has a photo on this phone, taken or sent. */
export async function anyPhotoOf(phone: Phone, taskIds: readonly string[]): Promise<boolean> {
  return (await phone.db.photos.where("task_id").anyOf(taskIds).count()) > 0;
}

export async function pictureBytes(phone: Phone, sha: string): Promise<ArrayBuffer | null> {
  const row = await phone.db.pictures.get(sha);
  return row ? phone.vault.openBytes(picturePlace(sha), row.sealed) : null;
}

async function dropPicture(phone: Phone, sha: string): Promise<void> {
  if ((await phone.db.photos.where("sha256").equals(sha).count()) === 0) await phone.db.pictures.delete(sha);
}

/** Only a photo of a draft can be taken away again. */
export async function dropPhoto(phone: Phone, entryId: string, sha: string): Promise<void> {
  const { db } = phone;
  await db.transaction("rw", db.photos, db.pictures, async () => {
    const row = await db.photos.get([entryId, sha]);
    if (row?.state !== "draft") return;
    await db.photos.delete([entryId, sha]);
    await dropPicture(phone, sha);
  });
}

export async function discardDraft(phone: Phone, taskId: string): Promise<void> {
  const { db } = phone;
  await db.transaction("rw", db.drafts, db.photos, db.pictures, async () => {
    const draft = await db.drafts.get(taskId);
    if (!draft) return;
    const photos = await photosOf(phone, draft.entry_id);
    for (const photo of photos) {
      if (photo.state !== "draft") continue;
      await db.photos.delete([photo.entry_id, photo.sha256]);
      await dropPicture(phone, photo.sha256);
    }
    await db.drafts.delete(taskId);
  });
}

/**
 * A fresh draft for a stop that was already done: it supersedes what this phone saved, and keeps its photos, so that a slip of the
 * thumb doesn't cost a second walk to the meter. Values are typed anew.
 */
export async function correctionDraft(phone: Phone, taskId: string, earlier: { entry_id: string; did: Mine["did"] }): Promise<Draft> {
  const { db } = phone;
  const body = earlier.did === "read" ? await bodyOf<VisitBody>(phone, earlier.entry_id) : null;
  const draft: Draft = {
    ...newDraft(taskId, body?.meter_found ?? null, earlier.did === "returned" ? null : earlier.entry_id),
    troubles: body?.troubles ?? [],
    note: body?.note ?? "",
  };
  const row = await rowOf(phone, draft);
  const photos = await photosOf(phone, earlier.entry_id);
  await db.transaction("rw", db.photos, db.drafts, async () => {
    for (const photo of photos) {
      await db.photos.put({
        ...photo,
        entry_id: draft.entry_id,
        state: "draft",
        upload: null,
        tries: 0,
        next_at: 0,
        trouble: null,
        incarnation: null,
        received_at: 0,
      });
    }
    await db.drafts.put(row);
  });
  return draft;
}

export async function declarations(phone: Phone, photos: readonly PhotoRow[]): Promise<PhotoDeclared[]> {
  return Promise.all(photos.map((photo) => phone.vault.open<PhotoDeclared>(declaredPlace(photo.sha256), photo.declared)));
}

/** Saves what was done at a stop: entry, its photos' release, the task's state and the end of the draft, in one strict transaction. */
export async function finishStop(phone: Phone, making: Making & { id: string; task_id: string }, did: Mine["did"]): Promise<Mine> {
  const { db } = phone;
  const frozen = await freeze(phone, making);
  let mine: Mine = { entry_id: frozen.id, did, outcome: null };
  await db.transaction("rw", [db.meta, db.entries, db.contents, db.photos, db.drafts, db.tasks], async () => {
    await append(phone, [frozen]);
    const photos = await photosOf(phone, frozen.id);
    for (const photo of photos) if (photo.state === "draft") await db.photos.put({ ...photo, state: "here" });
    await db.drafts.delete(making.task_id);
    const row = await db.tasks.get(making.task_id);
    if (!row) return;
    mine = { ...mine, ...doneBefore(row) };
    await db.tasks.put({ ...row, mine });
  });
  return mine;
}
