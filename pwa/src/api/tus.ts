/**
 * A small tus 1.0 client over fetch: core, creation and creation-with-upload, which is all that a photo of 200 KB needs.
 * It sends no checksum a part: the whole's SHA-256 stands in the metadata and the server compares.
 */
import { BASE, Problem, problemOf, send } from "./client.ts";

export interface UploadMeta {
  readonly size: number;
  readonly sha256: string;
  /** The entry that the photo proves; left out where the server knows it from the authorisation. */
  readonly visit?: string;
  readonly home?: number;
  readonly mime: string;
  readonly taken_at: string;
}

export interface UploadState {
  readonly location: string;
  /** Bytes that the server holds; all of them means that it knew the photo already. */
  readonly offset: number;
}

export interface Tus {
  create(meta: UploadMeta, bytes: ArrayBuffer | null): Promise<UploadState>;
  offset(location: string): Promise<number>;
  append(location: string, offset: number, bytes: ArrayBuffer): Promise<number>;
}

/** A photo on a bad line takes its time; the offset survives in any case. */
const TIMEOUT = 90_000;
const PART = "application/offset+octet-stream";

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function offsetIn(response: Response, otherwise: number): number {
  const text = response.headers.get("Upload-Offset");
  const offset = text === null ? Number.NaN : Number(text);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : otherwise;
}

export function tus(authorization: Readonly<Record<string, string>>): Tus {
  const request = async (method: string, url: string, body: ArrayBuffer | null, more: Record<string, string>): Promise<Response> => {
    const headers = { ...authorization, "Tus-Resumable": "1.0.0", ...more };
    const response = await send(method, url, body, { headers, timeout: TIMEOUT });
    if (!response.ok) throw await problemOf(response);
    return response;
  };
  return {
    async create(meta, bytes) {
      const { size, ...members } = meta;
      const metadata = Object.entries(members)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => `${key} ${base64(String(value))}`);
      const response = await request("POST", `${BASE}/photos`, bytes, {
        "Upload-Length": String(size),
        "Upload-Metadata": metadata.join(","),
        ...(bytes ? { "Content-Type": PART } : {}),
      });
      const location = response.headers.get("Location");
      if (!location) throw new Problem({ status: response.status, code: "unknown", title: "no upload address" });
      return { location: new URL(location, response.url || globalThis.location?.href).pathname, offset: offsetIn(response, 0) };
    },
    async offset(location) {
      return offsetIn(await request("HEAD", location, null, {}), 0);
    },
    async append(location, offset, bytes) {
      const response = await request("PATCH", location, bytes, { "Upload-Offset": String(offset), "Content-Type": PART });
      return offsetIn(response, offset + bytes.byteLength);
    },
  };
}

/** Whether the server has forgotten or closed an upload, so that a new one has to be made. */
export const uploadIsOver = (error: unknown): boolean => error instanceof Problem && [403, 404, 410].includes(error.body.status);

/**
 * Brings a photo over, from wherever an earlier attempt stopped. `known` is that attempt's address; `onAddress` is told the new one
 * so that it can be kept. Throws Problem or Unreachable; calling again goes on.
 */
export async function upload(
  client: Tus,
  meta: UploadMeta,
  bytes: ArrayBuffer,
  how: { known?: string | null; first?: boolean; onAddress?: (location: string | null) => Promise<void> | void } = {},
): Promise<void> {
  let location = how.known ?? null;
  let offset = 0;
  if (location) {
    try {
      offset = await client.offset(location);
    } catch (error) {
      if (!uploadIsOver(error)) throw error;
      location = null;
      await how.onAddress?.(null);
    }
  }
  if (!location) {
    // The first time all in one request; after a cut the address comes first, so that the next cut costs less.
    const created = await client.create(meta, how.first === false ? null : bytes);
    location = created.location;
    offset = created.offset;
    await how.onAddress?.(location);
  }
  while (offset < bytes.byteLength) {
    const next = await client.append(location, offset, bytes.slice(offset));
    if (next <= offset) throw new Problem({ status: 409, code: "upload_stuck", title: "the offset did not move" });
    offset = next;
  }
}
