/**
 * Bringing a colleague's sealed file to the server: in parts over tus 1.0, so that a broken line costs one part. The file's digest
 * names it: choosing the same file again goes on where it ended, also another day.
 */
import { BASE, call, Problem, problemOf, send, Unreachable } from "./client.ts";

export interface CarriedFile {
  readonly id: string;
  readonly state: "open" | "waiting" | "done" | "refused";
  readonly problem: string | null;
  readonly length: number;
  readonly counts: {
    readonly outcomes: Readonly<Record<string, number>>;
    readonly photos: number;
    readonly photos_known: number;
    readonly photos_faulty: number;
    readonly unread: number;
  } | null;
}

export interface CarryProgress {
  readonly phase: "reading" | "sending" | "taking";
  readonly sent: number;
  readonly of: number;
}

type Headers = Readonly<Record<string, string>>;

const PART_BYTES = 1_048_576;
const TIMEOUT = 90_000;
/** Failures in a row after which a person is asked; what arrived stays. */
const MOST_FAILURES = 5;
const LOOK_EVERY_MS = 1_000;
const MOST_LOOKS = 120;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

async function digestOf(file: Blob): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function asked(method: string, url: string, body: Blob | null, headers: Headers): Promise<Response> {
  const response = await send(method, url, body, { headers: { "Tus-Resumable": "1.0.0", ...headers }, timeout: TIMEOUT });
  if (!response.ok) throw await problemOf(response);
  return response;
}

const offsetOf = (response: Response): number => Number(response.headers.get("Upload-Offset") ?? 0);

/** Where the server stands; while it can't be asked, where we thought it did. */
async function standing(location: string, headers: Headers, otherwise: number): Promise<number> {
  try {
    return offsetOf(await asked("HEAD", location, null, headers));
  } catch (error) {
    if (error instanceof Unreachable) return otherwise;
    throw error;
  }
}

/** Sends what is missing. A broken line is tried again from where the server stands; then Unreachable tells the person. */
async function sendParts(file: Blob, location: string, from: number, headers: Headers, onSent: (sent: number) => void): Promise<void> {
  let offset = from;
  let failures = 0;
  while (offset < file.size) {
    onSent(offset);
    try {
      const part = file.slice(offset, offset + PART_BYTES);
      const more = { ...headers, "Upload-Offset": String(offset), "Content-Type": "application/offset+octet-stream" };
      offset = offsetOf(await asked("PATCH", location, part, more));
      failures = 0;
    } catch (error) {
      const moved = error instanceof Problem && error.body.status === 409;
      const away = error instanceof Unreachable || (error instanceof Problem && error.body.status >= 500);
      failures += 1;
      if (!(moved || away) || failures > MOST_FAILURES) throw error;
      await pause(1_000 * 2 ** (failures - 1));
      offset = await standing(location, headers, offset);
    }
  }
  onSent(file.size);
}

/** Brings a file and waits until it is taken up. Throws Problem (what is wrong with it) or Unreachable; calling again goes on. */
export async function carry(file: Blob, headers: Headers, onProgress: (progress: CarryProgress) => void): Promise<CarriedFile> {
  onProgress({ phase: "reading", sent: 0, of: file.size });
  const metadata = `sha256 ${btoa(await digestOf(file))}`;
  const begun = await asked("POST", `${BASE}/courier/files`, null, {
    ...headers,
    "Upload-Length": String(file.size),
    "Upload-Metadata": metadata,
  });
  const location = new URL(begun.headers.get("Location") ?? "", begun.url || globalThis.location?.href).pathname;
  await sendParts(file, location, offsetOf(begun), headers, (sent) => onProgress({ phase: "sending", sent, of: file.size }));
  const id = location.split("/").at(-2) ?? "";
  let carried = await call<CarriedFile>("GET", `/courier/files/${id}`, { headers });
  for (let look = 0; carried.state === "waiting" && look < MOST_LOOKS; look += 1) {
    onProgress({ phase: "taking", sent: file.size, of: file.size });
    await pause(LOOK_EVERY_MS);
    carried = await call<CarriedFile>("GET", `/courier/files/${id}`, { headers });
  }
  return carried;
}

/** What the office lists. */
export interface ListedFile extends CarriedFile {
  readonly begun_at: string;
  readonly done_at: string | null;
  readonly made_at: string | null;
  readonly device_id: string | null;
  readonly owners: readonly { readonly id: string; readonly name: string }[];
  readonly carriers: readonly { readonly id: string; readonly name: string }[];
}

export const listCarried = (branchId: number, signal: AbortSignal): Promise<{ items: readonly ListedFile[]; next: string | null }> =>
  call("GET", "/courier/files", { query: { branch_id: branchId }, signal });
