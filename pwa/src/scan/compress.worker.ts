/// <reference lib="webworker" />
/** Makes a JPEG small enough for a bad line, and hashes it at once: from here on the photo is what its SHA-256 says. */
import { type CompressAnswer, type Compressed, type CompressRequest, fitInto, stepsWithin } from "./messages.ts";
import { type Fault, type Frame, faultOf, greyOf, measure, SIDE } from "./quality.ts";

declare const self: DedicatedWorkerGlobalScope;

/** Measured on the picture as it was taken, before it is compressed. */
function faultIn(bitmap: ImageBitmap, frame: Frame | null): Fault | null {
  const { width, height } = fitInto(bitmap.width, bitmap.height, SIDE);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) return null;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return faultOf(measure(greyOf(context.getImageData(0, 0, width, height).data, width, height), frame));
}

async function compress(bitmap: ImageBitmap, maxBytes: number, maxSide: number, frame: Frame | null): Promise<Compressed> {
  const fault = faultIn(bitmap, frame);
  let last: Compressed | null = null;
  for (const [side, quality] of stepsWithin(maxSide)) {
    const { width, height } = fitInto(bitmap.width, bitmap.height, side);
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("no canvas");
    context.drawImage(bitmap, 0, 0, width, height);
    const bytes = await (await canvas.convertToBlob({ type: "image/jpeg", quality })).arrayBuffer();
    last = { bytes, mime: "image/jpeg", width, height, sha256: "", fault };
    if (bytes.byteLength <= maxBytes) break;
  }
  bitmap.close();
  if (!last) throw new Error("no step");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", last.bytes));
  return { ...last, sha256: [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") };
}

self.addEventListener("message", (event: MessageEvent<CompressRequest>) => {
  const { id, bitmap, maxBytes, maxSide, frame } = event.data;
  compress(bitmap, maxBytes, maxSide, frame).then(
    (photo) => self.postMessage({ id, photo } satisfies CompressAnswer, [photo.bytes]),
    (error: unknown) => self.postMessage({ id, error: String(error) } satisfies CompressAnswer),
  );
});
