/** Everything this phone hasn't handed over, as one sealed file: the pushes it would have sent, and the photos. Nothing is changed by it. */
import { getMeta, type Phone, type PhotoRow, putMeta } from "../../db/database.ts";
import { signingKey } from "../../db/device-key.ts";
import { pictureBytes } from "../../db/drafts.ts";
import { cut, MAX_BATCH, withEntries } from "../push.ts";
import { MAX_FILE_BYTES, SealedFile, type SealingKey } from "./format.ts";

export const FILE_TYPE = "application/octet-stream";

export interface HandedFile {
  readonly file: Blob;
  readonly name: string;
  readonly entries: number;
  readonly photos: number;
  /** Photos that found no room: they go the usual way, or with the next file. */
  readonly left: number;
}

export interface MakeDeps {
  readonly phone: Phone;
  readonly server: SealingKey;
  readonly appVersion: string;
  readonly now: () => number;
  readonly onProgress: (done: number, of: number) => void;
}

/** The frame around a photo, and the signature at the end. */
const FRAME_BYTES = 4096;

async function addPhotos(deps: MakeDeps, sealed: SealedFile, photos: readonly PhotoRow[]): Promise<number> {
  const { db } = deps.phone;
  let added = 0;
  for (const photo of photos) {
    deps.onProgress(added, photos.length);
    const bytes = await pictureBytes(deps.phone, photo.sha256);
    if (!bytes) continue;
    if (sealed.size + bytes.byteLength + FRAME_BYTES > MAX_FILE_BYTES) break;
    const task = await db.tasks.get(photo.task_id);
    const head = {
      sha256: photo.sha256,
      visit: photo.entry_id,
      mime: photo.mime,
      taken_at: new Date(photo.taken_at).toISOString(),
      ...(task ? { home: task.home } : {}),
    };
    await sealed.photo(JSON.stringify(head), bytes);
    added += 1;
  }
  return added;
}

/** Day and time in the file's name for people, and some of its content's mark: no two are alike, "meterround-20261124-1805-3fa90c.mrc". */
function nameOf(at: number, chain: string): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `meterround-${day}-${two(date.getHours())}${two(date.getMinutes())}-${chain.slice(0, 6)}.mrc`;
}

export async function makeFile(deps: MakeDeps): Promise<HandedFile> {
  const { phone, appVersion, now } = deps;
  const { db } = phone;
  const device = await getMeta(db, "device_id");
  const [rows, photos, key] = await Promise.all([
    db.entries.where("state").anyOf("here", "aside").sortBy("seq"),
    db.photos.where("state").anyOf("here", "aside").sortBy("taken_at"),
    signingKey(phone),
  ]);
  const sealed = await SealedFile.begin(deps.server, key.key);
  const said = {
    v: 1,
    device,
    app_version: appVersion,
    made_at: new Date(now()).toISOString(),
    entries: rows.length,
    photos: photos.length,
  };
  await sealed.manifest(JSON.stringify(said));
  // No clock and no receipt: they would speak of the moment the file is made, not of the one it arrives.
  const head = JSON.stringify({ device: { id: device, app_version: appVersion }, incarnation: await getMeta(db, "incarnation") });
  for (let at = 0; at < rows.length; ) {
    const batch = cut(rows.slice(at, at + MAX_BATCH));
    await sealed.push(await withEntries(phone, head, batch));
    at += batch.length;
  }
  const added = await addPhotos(deps, sealed, photos);
  const { file, chain } = await sealed.end(FILE_TYPE);
  await putMeta(db, { handed: { at: now(), through_seq: rows.at(-1)?.seq ?? 0, entries: rows.length, photos: added } });
  return { file, name: nameOf(now(), chain), entries: rows.length, photos: added, left: photos.length - added };
}
