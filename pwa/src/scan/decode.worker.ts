/// <reference lib="webworker" />
/** Reads barcodes off the page's thread. The wasm is our own copy: the library's default address is somebody else's server. */
import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import { FRAME_RECIPES, type Pixels, prepare, type Recipe, STILL_RECIPES } from "./frames.ts";
import type { DecodeAnswer, Decoded, DecodeRequest, Frame } from "./messages.ts";

declare const self: DedicatedWorkerGlobalScope;

prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? wasmUrl : prefix + path) } });

const FORMATS: ReaderOptions["formats"] = ["Code128", "Code39", "Code93", "ITF", "EAN13", "EAN8", "QRCode", "DataMatrix"];
const SHORTEST = 4;
/** Of a shot at the meter: the reader waits for nothing. */
const FEW = 3;

function optionsOf(recipe: Recipe): ReaderOptions {
  const thorough = recipe.thorough;
  return {
    formats: FORMATS,
    tryHarder: thorough,
    tryRotate: thorough,
    tryInvert: thorough,
    tryDownscale: thorough,
    maxNumberOfSymbols: 8,
    textMode: "Plain",
  };
}

let canvas: OffscreenCanvas | null = null;

function pixelsOf(frame: Frame): Pixels {
  if ("pixels" in frame) return { data: new Uint8ClampedArray(frame.pixels), width: frame.width, height: frame.height };
  canvas ??= new OffscreenCanvas(frame.width, frame.height);
  canvas.width = frame.width;
  canvas.height = frame.height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no canvas");
  context.drawImage(frame, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, frame.width, frame.height);
  frame.close();
  return { data: data as Uint8ClampedArray<ArrayBuffer>, width, height };
}

async function decode(pixels: Pixels, recipe: Recipe): Promise<Decoded[]> {
  const { data, width, height } = prepare(pixels, recipe);
  const results = await readBarcodes(new ImageData(data, width, height), optionsOf(recipe));
  return results
    .filter((result) => result.isValid && result.text.trim().length >= SHORTEST)
    .map((result) => ({ text: result.text.trim(), symbology: String(result.format) }));
}

async function answer({ id, frame, pass }: DecodeRequest): Promise<DecodeAnswer> {
  const pixels = pixelsOf(frame);
  const recipes =
    pass === "all"
      ? STILL_RECIPES
      : pass === "few"
        ? STILL_RECIPES.slice(0, FEW)
        : FRAME_RECIPES.slice(pass % FRAME_RECIPES.length).slice(0, 1);
  for (const recipe of recipes) {
    const found = await decode(pixels, recipe);
    if (found.length) return { id, found };
  }
  return { id, found: [] };
}

self.addEventListener("message", (event: MessageEvent<DecodeRequest>) => {
  answer(event.data).then(
    (said) => self.postMessage(said),
    (error: unknown) => self.postMessage({ id: event.data.id, found: [], error: String(error) } satisfies DecodeAnswer),
  );
});
