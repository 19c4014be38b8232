/**
 * Photos, one at a time, after the readings: tus 1.0 over fetch. The address and the server's offset survive a cut; the photo is
 * received when the server holds every byte.
 */
import { Problem } from "../api/client.ts";
import { upload } from "../api/tus.ts";
import { getMeta, type Phone, type PhotoRow, serverNow } from "../db/database.ts";
import { pictureBytes } from "../db/drafts.ts";
import { isDue } from "../db/outbox.ts";
import { asideFor } from "./backoff.ts";
import { DeviceRefused } from "./push.ts";
import type { Transport } from "./transport.ts";

export interface UploadDeps {
  readonly phone: Phone;
  readonly transport: Transport;
  readonly now: () => number;
  readonly onChange: () => void;
  readonly onSending: (photo: PhotoRow | null) => void;
}

async function change(deps: UploadDeps, photo: PhotoRow, values: Partial<PhotoRow>): Promise<void> {
  const { db } = deps.phone;
  await db.transaction("rw", db.photos, async () => {
    const current = await db.photos.get([photo.entry_id, photo.sha256]);
    if (current) await db.photos.put({ ...current, ...values });
  });
}

/** The next photo whose visit the server has and that may go now, oldest first. */
export async function nextPhoto(phone: Phone, now: number, allowed: (photo: PhotoRow) => boolean): Promise<PhotoRow | null> {
  const { db } = phone;
  const waiting = (await db.photos.where("state").anyOf("here", "aside").sortBy("taken_at")).filter(
    (photo) => isDue(photo.next_at, now) && allowed(photo),
  );
  const fresh = [...waiting.filter((photo) => photo.tries === 0), ...waiting.filter((photo) => photo.tries > 0)];
  for (const photo of fresh) {
    const entry = await db.entries.get(photo.entry_id);
    if (!entry || entry.state === "received") return photo;
  }
  return null;
}

async function send(deps: UploadDeps, photo: PhotoRow, bytes: ArrayBuffer): Promise<void> {
  const task = await deps.phone.db.tasks.get(photo.task_id);
  const meta = {
    size: photo.size,
    sha256: photo.sha256,
    visit: photo.entry_id,
    mime: photo.mime,
    taken_at: new Date(photo.taken_at).toISOString(),
    ...(task ? { home: task.home } : {}),
  };
  await upload(deps.transport.photos, meta, bytes, {
    known: photo.upload,
    // What somebody may have carried meanwhile is asked about before it is sent.
    first: photo.tries === 0 && (await getMeta(deps.phone.db, "handed")) === null,
    onAddress: (location) => change(deps, photo, { upload: location }),
  });
}

/** The server got other bytes than declared: after so many fresh uploads it is a person's turn. */
const DIFFERS = 460;
const MOST_FRESH_UPLOADS = 3;

/** Sends one photo. Throws what concerns the network or the device; what concerns this photo alone makes it step aside. */
export async function uploadPhoto(deps: UploadDeps, photo: PhotoRow): Promise<void> {
  const bytes = await pictureBytes(deps.phone, photo.sha256);
  if (!bytes) {
    await change(deps, photo, { state: "aside", trouble: "photo_lost", tries: photo.tries + 1, next_at: deps.now() + asideFor(9) });
    return;
  }
  deps.onSending(photo);
  try {
    await send(deps, photo, bytes);
    const entry = await deps.phone.db.entries.get(photo.entry_id);
    await change(deps, photo, {
      state: "received",
      trouble: null,
      received_at: await serverNow(deps.phone, deps.now()),
      incarnation: entry?.incarnation ?? null,
    });
  } catch (error) {
    if (error instanceof Problem) {
      const { status, code } = error.body;
      if (status === 401 || (status === 403 && code.startsWith("device"))) throw new DeviceRefused(code);
      const tries = photo.tries + 1;
      if (status === 429 || status >= 500) {
        await change(deps, photo, { tries });
        throw error;
      }
      await change(deps, photo, {
        state: "aside",
        trouble: code,
        tries,
        next_at: deps.now() + (status === DIFFERS && tries < MOST_FRESH_UPLOADS ? 0 : asideFor(tries)),
        // Whatever stands at that address is not our photo.
        ...(status === 409 ? {} : { upload: null }),
      });
    } else {
      await change(deps, photo, { tries: photo.tries + 1 });
      throw error;
    }
  } finally {
    deps.onSending(null);
    deps.onChange();
  }
}
