/** Photos over any network, or over WLAN only – where the browser can tell them apart. */
import { signal } from "@preact/signals";

const KEY = "photos";
export type PhotoNetwork = "any" | "wlan";
export const photoNetwork = signal<PhotoNetwork>(globalThis.localStorage?.getItem(KEY) === "wlan" ? "wlan" : "any");

interface Connection {
  readonly type?: string;
}
const connection = (): Connection | undefined => (navigator as { connection?: Connection }).connection;

/** Whether this browser says what kind of network it is on. */
export const canTellNetwork = (): boolean => connection()?.type !== undefined;

export function setPhotoNetwork(next: PhotoNetwork): void {
  localStorage.setItem(KEY, next);
  photoNetwork.value = next;
}

export const photosAllowed = (): boolean => photoNetwork.value === "any" || connection()?.type !== "cellular";
