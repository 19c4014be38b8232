/** The page's side of barcode reading: one worker, one frame at a time, so that a slow phone skips frames and never queues them. */
import type { DecodeAnswer, Decoded, DecodeRequest, Frame } from "./messages.ts";

let worker: Worker | null = null;
let last = 0;
const waiting = new Map<number, { resolve: (found: readonly Decoded[]) => void; reject: (error: Error) => void }>();

function theWorker(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL("./decode.worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<DecodeAnswer>) => {
    const { id, found, error } = event.data;
    const one = waiting.get(id);
    waiting.delete(id);
    if (error) one?.reject(new Error(error));
    else one?.resolve(found);
  });
  worker.addEventListener("error", () => {
    for (const one of waiting.values()) one.reject(new Error("the barcode worker failed"));
    waiting.clear();
    worker = null;
  });
  return worker;
}

function ask(frame: Frame, pass: DecodeRequest["pass"]): Promise<readonly Decoded[]> {
  last += 1;
  const request: DecodeRequest = { id: last, frame, pass };
  return new Promise((resolve, reject) => {
    waiting.set(request.id, { resolve, reject });
    theWorker().postMessage(request, "pixels" in frame ? [frame.pixels] : [frame]);
  });
}

const offPage = typeof OffscreenCanvas !== "undefined";
let canvas: HTMLCanvasElement | null = null;

async function frameOf(source: HTMLVideoElement | ImageBitmap): Promise<Frame> {
  if (offPage) return source instanceof HTMLVideoElement ? createImageBitmap(source) : source;
  const [width, height] = source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
  canvas ??= document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(source, 0, 0);
  return { pixels: context.getImageData(0, 0, width, height).data.buffer as ArrayBuffer, width, height };
}

/** Reads frame after frame until told to stop. `onFound` gets what one frame showed, never nothing. */
export function watch(video: HTMLVideoElement, onFound: (found: readonly Decoded[]) => void): () => void {
  let stopped = false;
  let pass = 0;
  const next = async (): Promise<void> => {
    if (stopped) return;
    let pause = 40;
    if (video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0 && document.visibilityState === "visible") {
      try {
        const found = await ask(await frameOf(video), pass);
        pass += 1;
        if (found.length && !stopped) onFound(found);
      } catch {
        pause = 500;
      }
    } else pause = 150;
    if (!stopped) setTimeout(next, pause);
  };
  void next();
  return () => {
    stopped = true;
  };
}

/** Reads a picture that was taken elsewhere, with every treatment there is. */
export async function decodeStill(picture: Blob): Promise<readonly Decoded[]> {
  const bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
  return ask(await frameOf(bitmap), "all");
}

/** Reads a shot at the meter: what a few treatments find, in good time. */
export async function decodeShot(picture: Blob): Promise<readonly Decoded[]> {
  return ask(await frameOf(await createImageBitmap(picture)), "few");
}

/** Loads worker and wasm ahead of the first scan. */
export function warmUp(): void {
  theWorker();
}
