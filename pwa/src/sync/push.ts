/**
 * Readings first: sends the outbox in order, in batches that halve when they are too large or too slow. A bad item steps aside and
 * the rest goes on. An entry is received when its receipt says so, and by nothing else (promise P2).
 */
import { Problem, Unreachable } from "../api/client.ts";
import { type EntryRow, getMeta, type Phone, putMeta, readMeta } from "../db/database.ts";
import { BOOT, monoMs } from "../db/ids.ts";
import { contentOf, receiptOf, sendable } from "../db/outbox.ts";
import { settleTask } from "../db/round.ts";
import type { PushAnswer, Receipt } from "../domain/types.ts";
import { asideFor } from "./backoff.ts";
import type { Transport } from "./transport.ts";

export const MAX_BATCH = 500;
/** The wire takes 1 MB; envelopes and the frame need room. */
const MAX_BYTES = 900_000;
const ENVELOPE_BYTES = 120;

export interface PushDeps {
  readonly phone: Phone;
  readonly transport: Transport;
  readonly appVersion: string;
  readonly now: () => number;
  /** Ids of entries that are on their way right now. */
  readonly onSending: (ids: readonly string[]) => void;
  readonly onChange: () => void;
}

/** The device isn't let in any more: nothing is lost, but a person has to act. */
export class DeviceRefused extends Error {
  override readonly name = "DeviceRefused";
  constructor(readonly code: string) {
    super(code);
  }
}

/** As many of these as one push may hold. */
export function cut(rows: readonly EntryRow[]): EntryRow[] {
  let bytes = 0;
  const batch: EntryRow[] = [];
  for (const row of rows) {
    bytes += row.size + ENVELOPE_BYTES;
    if (batch.length && bytes > MAX_BYTES) break;
    batch.push(row);
  }
  return batch;
}

/** The last receipt of the server's present life: by it the server finds out that it was put back from a backup (promise P11). */
async function newestReceipt(phone: Phone, incarnation: string | null): Promise<Receipt | null> {
  const row = await phone.db.entries
    .orderBy("seq")
    .reverse()
    .filter((one) => one.state === "received" && one.incarnation === incarnation && one.outcome !== "conflict")
    .first();
  return row ? receiptOf(phone, row) : null;
}

/** The frozen bytes go out as they are: id and seq are set in front of them, nothing is written anew. */
async function bodyOf(deps: PushDeps, batch: readonly EntryRow[]): Promise<string> {
  const { phone, appVersion, now } = deps;
  const meta = await readMeta(phone.db);
  const device = {
    id: meta.device_id,
    app_version: appVersion,
    now: new Date(now()).toISOString(),
    clock: { boot: BOOT, mono_ms: monoMs() },
  };
  const head = JSON.stringify({ device, incarnation: meta.incarnation, newest: await newestReceipt(phone, meta.incarnation) });
  return withEntries(phone, head, batch);
}

/** A push's text: its head, an object, and the entries as they were frozen. */
export async function withEntries(phone: Phone, head: string, batch: readonly EntryRow[]): Promise<string> {
  const entries = await Promise.all(
    batch.map(async (row) => `{"id":${JSON.stringify(row.id)},"seq":${row.seq},${(await contentOf(phone, row.id)).slice(1)}`),
  );
  return `${head.slice(0, -1)},"entries":[${entries.join(",")}]}`;
}

async function stepAside(deps: PushDeps, rows: readonly EntryRow[], code: string): Promise<void> {
  const { db } = deps.phone;
  await db.transaction("rw", db.entries, async () => {
    for (const row of rows) {
      const current = await db.entries.get(row.id);
      if (!current || current.state === "received") continue;
      const tries = current.tries + 1;
      await db.entries.put({ ...current, state: "aside", tries, trouble: code, next_at: deps.now() + asideFor(tries) });
    }
  });
  deps.onChange();
}

/** Everything that was received under another incarnation, or beyond a mark the server lost, becomes unsent again (promise P11). */
export async function offerAgain(phone: Phone, lost: (row: EntryRow) => boolean): Promise<number> {
  const { db } = phone;
  return db.transaction("rw", db.entries, db.photos, db.tasks, async () => {
    const rows = (await db.entries.where("state").equals("received").toArray()).filter(lost);
    for (const row of rows) {
      await db.entries.put({ ...row, state: "here", tries: 0, next_at: 0, received_at: 0 });
      const photos = await db.photos.where("[entry_id+sha256]").between([row.id, ""], [row.id, "\uffff"]).toArray();
      for (const photo of photos) {
        if (photo.state === "received")
          await db.photos.put({ ...photo, state: "here", upload: null, tries: 0, next_at: 0, received_at: 0 });
      }
    }
    const again = new Set(rows.map((row) => row.id));
    for (const task of await db.tasks.toArray()) {
      if (task.mine && again.has(task.mine.entry_id)) await db.tasks.put({ ...task, mine: { ...task.mine, settled: false } });
    }
    return rows.length;
  });
}

/** Notes what every answer tells: the clock, the incarnation, how far the backups reach. */
export async function noteContact(
  phone: Phone,
  answer: Pick<PushAnswer, "incarnation" | "now" | "backed_up_through">,
  sentAt: number,
  now: number,
): Promise<boolean> {
  const before = await getMeta(phone.db, "incarnation");
  await putMeta(phone.db, {
    incarnation: answer.incarnation,
    backed_up_through: { ...answer.backed_up_through },
    last_contact: now,
    skew: Math.round(Date.parse(answer.now) - (sentAt + now) / 2),
    refused: null,
  });
  if (before === null || before === answer.incarnation) return false;
  await putMeta(phone.db, { cursor: null });
  await offerAgain(phone, (row) => row.incarnation !== answer.incarnation);
  return true;
}

/** Takes the server's word for entries that went to it: received, or set aside where the answer is no receipt for them. */
export async function takeReceipts(deps: PushDeps, batch: readonly EntryRow[], answer: PushAnswer): Promise<number> {
  const { phone } = deps;
  const { db, vault } = phone;
  const byId = new Map(batch.map((row) => [row.id, row] as const));
  const taken: { row: EntryRow; receipt: Receipt; sealed: Awaited<ReturnType<typeof vault.seal>> }[] = [];
  const altered: EntryRow[] = [];
  // By the server's clock: the days that it is kept are counted from here, and this phone's clock may be a year off.
  const receivedAt = Date.parse(answer.now);
  for (const receipt of answer.receipts) {
    const row = byId.get(receipt.id ?? "") ?? (receipt.index === undefined ? undefined : batch[receipt.index]);
    if (!row) continue;
    // A receipt for other bytes than ours is no receipt for ours, unless it says so itself.
    if (receipt.digest !== row.digest && receipt.outcome !== "conflict") altered.push(row);
    else taken.push({ row, receipt, sealed: await vault.seal(`receipt/${row.id}`, receipt) });
  }
  await db.transaction("rw", db.entries, db.tasks, async () => {
    for (const { row, receipt, sealed } of taken) {
      const current = (await db.entries.get(row.id)) ?? row;
      await db.entries.put({
        ...current,
        state: "received",
        trouble: null,
        outcome: receipt.outcome,
        reason: receipt.reason ?? null,
        mark: receipt.mark,
        incarnation: answer.incarnation,
        received_at: receivedAt,
        receipt: sealed,
      });
      if (row.task_id) await settleTask(phone, row.task_id, row.id, receipt, answer.incarnation);
    }
  });
  const answered = new Set(taken.map(({ row }) => row.id));
  if (altered.length) await stepAside(deps, altered, "altered_on_the_way");
  const silent = batch.filter((row) => !answered.has(row.id) && !altered.includes(row));
  if (silent.length) await stepAside(deps, silent, "no_receipt");
  return taken.length;
}

/**
 * Sends until nothing is left to send. With `greet` an empty push is sent when there is nothing: a server that was put back from a
 * backup learns of it by the receipt the phone shows. Throws Unreachable, Problem (5xx, 429) or DeviceRefused.
 */
export async function pushAll(deps: PushDeps, greet = false): Promise<number> {
  let limit = MAX_BATCH;
  let received = 0;
  let greeting = greet;
  for (;;) {
    const batch = cut(await sendable(deps.phone, deps.now(), limit));
    if (!batch.length && !greeting) return received;
    greeting = false;
    deps.onSending(batch.map((row) => row.id));
    const sentAt = deps.now();
    try {
      const answer = await deps.transport.push(await bodyOf(deps, batch));
      await noteContact(deps.phone, answer, sentAt, deps.now());
      received += await takeReceipts(deps, batch, answer);
      limit = Math.min(MAX_BATCH, limit * 2);
    } catch (error) {
      const halved = Math.ceil(batch.length / 2);
      if (error instanceof Problem) {
        const { status, code } = error.body;
        if (status === 401 || status === 403) {
          await putMeta(deps.phone.db, { refused: code });
          throw new DeviceRefused(code);
        }
        if (status === 429 || status >= 500) throw error;
        if (batch.length > 1) limit = halved;
        else await stepAside(deps, batch, code);
      } else if (error instanceof Unreachable && error.timedOut && batch.length > 1) {
        limit = halved;
      } else throw error;
    } finally {
      deps.onSending([]);
      deps.onChange();
    }
  }
}
