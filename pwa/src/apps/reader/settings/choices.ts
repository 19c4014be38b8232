/** Choices of this phone that aren't about data: kept beside language and theme. */
import { signal } from "@preact/signals";

const KEY = "camera";
/** Whether the camera starts by itself at each stop. */
export const cameraAtStops = signal(globalThis.localStorage?.getItem(KEY) !== "by_hand");

export function setCameraAtStops(on: boolean): void {
  localStorage.setItem(KEY, on ? "by_itself" : "by_hand");
  cameraAtStops.value = on;
}
