/**
 * Room on the phone: asked before a round is loaded, and watched so that what is here can always still be handed over.
 * Newer Chromium tells every page the same quota, whatever room there is: there only a write that fails says so (`model.save`).
 */
import { LAST_MEGABYTES } from "../../db/outbox.ts";

export interface Storage {
  /** Free bytes as the browser estimates them; null when it doesn't say. */
  readonly free: number | null;
  /** Whether the browser promised not to clear the data by itself; null when it can't promise. */
  readonly persisted: boolean | null;
}

/** A round with photos: readings are small, photos are at most 200 KB each, about one in three stops has one. */
const BYTES_A_STOP = 4_000 + 200_000 / 3;

export const needFor = (stops: number): number => Math.round(stops * BYTES_A_STOP) + LAST_MEGABYTES;

async function freeBytes(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
  } catch {
    return null;
  }
}

/** Asks for persistence where it isn't given yet. */
export async function lookAtStorage(ask: boolean): Promise<Storage> {
  let persisted: boolean | null = null;
  try {
    persisted = await navigator.storage.persisted();
    if (!persisted && ask) persisted = await navigator.storage.persist();
  } catch {
    persisted = null;
  }
  return { free: await freeBytes(), persisted };
}

/** Whether there is room for one more save. Unknown counts as yes: the database itself will say no. */
export async function roomForOneMore(): Promise<boolean> {
  const free = await freeBytes();
  return free === null || free > LAST_MEGABYTES;
}
