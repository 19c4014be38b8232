/**
 * The phone's database. Indexes hold ids, states and counters only; everything else is sealed (see vault.ts).
 * Every transaction is strictly durable: "saved" is said after the disk has it (promise P2).
 * One database a person on this phone, each with its own device, key and gapless seq.
 */
import { Dexie, type Table } from "dexie";
import type { Mine } from "../domain/ledger.ts";
import type { EntryKind, HoldingState, Outcome, TaskState } from "../domain/types.ts";
import { type Sealed, Vault } from "./vault.ts";

export interface TaskRow {
  readonly id: string;
  readonly run_id: string;
  readonly home: number;
  readonly sequence: number;
  readonly version: number;
  readonly state: TaskState;
  readonly holding: HoldingState | null;
  readonly gone: "moved" | "cancelled" | "closed_elsewhere" | null;
  readonly mine: Mine | null;
  /** How far the server's last word on this task reached (home → change number), in which of its lives. */
  readonly word?: { readonly incarnation: string; readonly seen: Record<string, number> };
  readonly sealed: Sealed;
}

export interface RunRow {
  readonly id: string;
  readonly sealed: Sealed;
}

/** here: only on this phone. aside: refused or unreadable for now, others go on. received: the server gave a receipt. */
export type EntryState = "here" | "aside" | "received";

export interface EntryRow {
  readonly id: string;
  readonly seq: number;
  readonly kind: EntryKind;
  readonly task_id: string | null;
  readonly state: EntryState;
  readonly digest: string;
  /** Bytes of the frozen content. */
  readonly size: number;
  readonly recorded_at: number;
  readonly tries: number;
  /** Epoch ms before which an entry that stepped aside isn't tried again. */
  readonly next_at: number;
  /** Problem code of the last refusal. */
  readonly trouble: string | null;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
  readonly mark: { readonly home: number; readonly change_seq: number } | null;
  /** The server's incarnation that gave the receipt. */
  readonly incarnation: string | null;
  /** Epoch ms; 0 while not received, so that the index holds every row. */
  readonly received_at: number;
  readonly receipt: Sealed | null;
}

/** An entry's frozen canonical bytes: never rewritten, by no upgrade. */
export interface ContentRow {
  readonly id: string;
  readonly sealed: Sealed;
}

export type PhotoState = "draft" | "here" | "aside" | "received";

export interface PhotoRow {
  readonly entry_id: string;
  readonly sha256: string;
  readonly task_id: string;
  readonly state: PhotoState;
  readonly size: number;
  readonly mime: string;
  readonly taken_at: number;
  /** Over which networks the office lets it go; any, where it says nothing. */
  readonly network?: "any" | "unmetered";
  /** PhotoDeclared, as it stands in the visit. */
  readonly declared: Sealed;
  readonly upload: string | null;
  readonly tries: number;
  readonly next_at: number;
  readonly trouble: string | null;
  readonly incarnation: string | null;
  readonly received_at: number;
}

/** A photo's bytes, once for all its uses. ArrayBuffer, not Blob: WebKit failed to store Blobs. */
export interface PictureRow {
  readonly sha256: string;
  readonly sealed: Sealed;
}

/** What was typed at a stop that isn't saved yet. */
export interface DraftRow {
  readonly task_id: string;
  readonly entry_id: string;
  readonly sealed: Sealed;
}

/** Something the server told this reader: a verdict on an entry, a day's receipt, an order. */
export interface NewsRow {
  readonly id: string;
  readonly kind: string;
  readonly at: number;
  readonly seen: 0 | 1;
  readonly sealed: Sealed;
}

/** Counters and positions, nothing personal. */
export interface Meta {
  seq: number;
  cursor: string | null;
  incarnation: string | null;
  device_id: string | null;
  backed_up_through: Record<string, number>;
  last_contact: number;
  /** Server's clock minus this phone's, ms, at the last contact. */
  skew: number;
  downloaded_at: number;
  locked: boolean;
  /** The device was refused: it is suspended or unknown. */
  refused: string | null;
  /** The device id under which the server knows this phone's signing key. */
  key_known_for: string | null;
  /** The last file made for others to carry, while something of it may still be without a receipt. */
  handed: Handed | null;
}

/** A file of everything unsent, made for others to carry: when, up to which seq, and how much. */
export interface Handed {
  readonly at: number;
  readonly through_seq: number;
  readonly entries: number;
  readonly photos: number;
}

export class PhoneDatabase extends Dexie {
  readonly tasks!: Table<TaskRow, string>;
  readonly runs!: Table<RunRow, string>;
  readonly entries!: Table<EntryRow, string>;
  readonly contents!: Table<ContentRow, string>;
  readonly photos!: Table<PhotoRow, [string, string]>;
  readonly pictures!: Table<PictureRow, string>;
  readonly drafts!: Table<DraftRow, string>;
  readonly news!: Table<NewsRow, string>;
  readonly meta!: Table<{ key: string; value: unknown }, string>;
  readonly secrets!: Table<{ key: string; sealed: Sealed }, string>;
  readonly keys!: Table<{ id: string; key: CryptoKey }, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: "strict" });
    this.version(1).stores({
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
    });
  }
}

export interface Phone {
  readonly db: PhoneDatabase;
  readonly vault: Vault;
}

const DEVICE_KEY = "device";

export const databaseName = (personId: string): string => `meterround-${personId}`;

/** Two tabs may come here together on the first start: the one that writes first decides the key. */
async function firstKey(db: PhoneDatabase): Promise<CryptoKey> {
  const made = await Vault.makeKey();
  return db.transaction("rw", db.keys, async () => {
    const known = await db.keys.get(DEVICE_KEY);
    if (known) return known.key;
    await db.keys.add({ id: DEVICE_KEY, key: made });
    return made;
  });
}

export async function openPhone(personId: string): Promise<Phone> {
  const db = new PhoneDatabase(databaseName(personId));
  await db.open();
  const known = await db.keys.get(DEVICE_KEY);
  return { db, vault: new Vault(known?.key ?? (await firstKey(db))) };
}

const DEFAULTS: Meta = {
  seq: 0,
  cursor: null,
  incarnation: null,
  device_id: null,
  backed_up_through: {},
  last_contact: 0,
  skew: 0,
  downloaded_at: 0,
  locked: false,
  refused: null,
  key_known_for: null,
  handed: null,
};

export async function readMeta(db: PhoneDatabase): Promise<Meta> {
  const rows = await db.meta.toArray();
  return Object.assign({ ...DEFAULTS }, Object.fromEntries(rows.map((row) => [row.key, row.value]))) as Meta;
}

export async function getMeta<K extends keyof Meta>(db: PhoneDatabase, key: K): Promise<Meta[K]> {
  const row = await db.meta.get(key);
  return row === undefined ? DEFAULTS[key] : (row.value as Meta[K]);
}

/** The server's clock at a moment of this phone's, as far as their last contact tells. */
export const serverNow = async (phone: Phone, now: number): Promise<number> => now + (await getMeta(phone.db, "skew"));

export async function putMeta(db: PhoneDatabase, values: Partial<Meta>): Promise<void> {
  await db.meta.bulkPut(Object.entries(values).map(([key, value]) => ({ key, value })));
}

export async function putSecret(phone: Phone, key: string, value: unknown): Promise<void> {
  const sealed = await phone.vault.seal(`secret/${key}`, value);
  await phone.db.secrets.put({ key, sealed });
}

export async function getSecret<T>(phone: Phone, key: string): Promise<T | null> {
  const row = await phone.db.secrets.get(key);
  return row ? phone.vault.open<T>(`secret/${key}`, row.sealed) : null;
}
