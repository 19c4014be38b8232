/**
 * The camera as one shared thing: from stop to stop it stays on for a moment, so that the next meter needs no new start; after that,
 * and whenever the page is hidden, it is let go.
 */
export type CameraTrouble = "denied" | "none" | "busy" | "insecure";

export class CameraUnavailable extends Error {
  override readonly name = "CameraUnavailable";
  constructor(readonly why: CameraTrouble) {
    super(why);
  }
}

const LINGER_MS = 8_000;
let stream: MediaStream | null = null;
let opening: Promise<MediaStream> | null = null;
let users = 0;
let linger: ReturnType<typeof setTimeout> | undefined;

function trouble(error: unknown): CameraUnavailable {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return new CameraUnavailable("denied");
  if (name === "NotFoundError" || name === "OverconstrainedError") return new CameraUnavailable("none");
  return new CameraUnavailable("busy");
}

const alive = (one: MediaStream | null): one is MediaStream => one?.getVideoTracks()[0]?.readyState === "live";

function letGo(): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
}

/** Throws CameraUnavailable with the reason in one word. Every success must be followed by one `releaseCamera`. */
export async function holdCamera(): Promise<MediaStream> {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) throw new CameraUnavailable("insecure");
  clearTimeout(linger);
  users += 1;
  try {
    if (alive(stream)) return stream;
    opening ??= navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } },
    });
    stream = await opening;
    return stream;
  } catch (error) {
    users -= 1;
    throw trouble(error);
  } finally {
    opening = null;
  }
}

export function releaseCamera(): void {
  users = Math.max(0, users - 1);
  if (users === 0) {
    clearTimeout(linger);
    linger = setTimeout(letGo, LINGER_MS);
  }
}

export function hasTorch(one: MediaStream): boolean {
  const capabilities = one.getVideoTracks()[0]?.getCapabilities?.() as { torch?: boolean } | undefined;
  return capabilities?.torch === true;
}

export async function setTorch(one: MediaStream, on: boolean): Promise<void> {
  const constraint = { advanced: [{ torch: on }] } as unknown as MediaTrackConstraints;
  await one.getVideoTracks()[0]?.applyConstraints(constraint);
}

/** Whether the camera may be started without the browser asking first. */
export async function cameraAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: "camera" as PermissionName })).state === "granted";
  } catch {
    return false;
  }
}
