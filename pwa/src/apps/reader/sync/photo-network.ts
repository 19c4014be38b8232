/** Over which networks photos go from this phone: as the office says, or WLAN only, where the browser can tell them apart. */
import { signal } from "@preact/signals";
import type { PhotoRow } from "../../../db/database.ts";
import { mayGo, type Network, networkOf } from "../../../domain/photo-need.ts";

const KEY = "photos";
const ANYWAY = "photos_anyway";
export type PhotoNetwork = "any" | "wlan";
export const photoNetwork = signal<PhotoNetwork>(globalThis.localStorage?.getItem(KEY) === "wlan" ? "wlan" : "any");
/** Photos taken until this moment go out over whatever network there is: the reader said so. */
const anyway = signal(Number(globalThis.localStorage?.getItem(ANYWAY) ?? 0));

interface Connection extends EventTarget {
  readonly type?: string;
  readonly saveData?: boolean;
}
const connection = (): Connection | undefined => (globalThis.navigator as { connection?: Connection } | undefined)?.connection;
export const network = signal<Network>(networkOf(connection()));

/** Follows the network, where the browser tells of its changes. */
export function watchNetwork(onChange: () => void): void {
  connection()?.addEventListener?.("change", () => {
    network.value = networkOf(connection());
    onChange();
  });
}

/** Whether this browser says what kind of network it is on. */
export const canTellNetwork = (): boolean => network.value !== "unknown";

export function setPhotoNetwork(next: PhotoNetwork): void {
  localStorage.setItem(KEY, next);
  photoNetwork.value = next;
}

/** "Send photos now anyway": all that were taken until now. */
export function sendAnyway(): void {
  anyway.value = Date.now();
  localStorage.setItem(ANYWAY, String(anyway.value));
}

export const photosAllowed = (photo: PhotoRow): boolean =>
  mayGo(photo, { network: network.value, choice: photoNetwork.value, anyway: anyway.value });
