/** From a camera's frame or a picture to a JPEG of at most so many kilobytes with its hash. */
import { type CompressAnswer, type Compressed, type CompressRequest, fitInto, stepsWithin } from "./messages.ts";
import type { Frame } from "./quality.ts";

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, { resolve: (photo: Compressed) => void; reject: (error: Error) => void }>();

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./compress.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<CompressAnswer>) => {
    const said = event.data;
    const one = waiting.get(said.id);
    waiting.delete(said.id);
    if ("photo" in said) one?.resolve(said.photo);
    else one?.reject(new Error(said.error));
  });
  worker.addEventListener("error", () => {
    for (const one of waiting.values()) one.reject(new Error("the photo worker failed"));
    waiting.clear();
    worker = null;
  });
  return worker;
}

/** Where there is no canvas off the page, the page itself does it, and says nothing of how good the picture is. */
async function onThePage(bitmap: ImageBitmap, maxBytes: number, maxSide: number): Promise<Compressed> {
  const canvas = document.createElement("canvas");
  for (const [side, quality] of stepsWithin(maxSide)) {
    const { width, height } = fitInto(bitmap.width, bitmap.height, side);
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (!blob) throw new Error("no picture");
    if (blob.size > maxBytes && side > 640) continue;
    const bytes = await blob.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { bytes, mime: "image/jpeg", width, height, sha256, fault: null };
  }
  throw new Error("no step");
}

export function compressBitmap(bitmap: ImageBitmap, maxKb = 200, maxSide = 1600, frame: Frame | null = null): Promise<Compressed> {
  const maxBytes = maxKb * 1000;
  if (typeof OffscreenCanvas === "undefined") return onThePage(bitmap, maxBytes, maxSide);
  last += 1;
  const id = last;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    theWorker().postMessage({ id, bitmap, maxBytes, maxSide, frame } satisfies CompressRequest, [bitmap]);
  });
}

/** A picture from a file or the system's camera. */
export async function compress(picture: Blob, maxKb = 200, maxSide = 1600): Promise<Compressed> {
  return compressBitmap(await createImageBitmap(picture, { imageOrientation: "from-image" }), maxKb, maxSide);
}
