/** Which visits need a photo, how large it may be and over which networks it goes: as the office says, obeyed at the stop. */
import type { PhotoTerms, Settings, Task } from "./types.ts";

/** What a stop says of its photo before anything is typed. "box": its box needs one; "box_has": and has it. */
export type PhotoNeed = "always" | "doubtful" | "box" | "box_has" | "none";

export function photoNeed(task: Pick<Task, "photo">, boxHasOne: boolean): PhotoNeed {
  if (task.photo === "box") return boxHasOne ? "box_has" : "box";
  return task.photo;
}

/** Whether a visit without a photo is asked for one, once its values are known, and in which words. */
export function photoWanted(task: Pick<Task, "photo">, doubtful: boolean, boxHasOne: boolean): "asked" | "proof" | "box" | null {
  if (task.photo === "always") return "asked";
  if (doubtful && task.photo !== "none") return "proof";
  return task.photo === "box" && !boxHasOne ? "box" : null;
}

/** Where a server says nothing of size or network. */
const USUAL: PhotoTerms = { max_kb: 200, max_px: 1600, network: "any" };

export function photoTerms(task: Pick<Task, "photo_terms">, settings: Pick<Settings, "photo"> | null): PhotoTerms {
  return task.photo_terms ?? { ...USUAL, ...settings?.photo };
}

/** The network as far as the browser tells: Safari and Firefox tell nothing. */
export type Network = "free" | "metered" | "unknown";

export function networkOf(connection: { readonly type?: string; readonly saveData?: boolean } | undefined): Network {
  if (connection?.saveData || connection?.type === "cellular") return "metered";
  return connection?.type === "wifi" || connection?.type === "ethernet" ? "free" : "unknown";
}

/**
 * Whether a photo may go out now. The office may ask for an unmetered network, the reader for WLAN; where the browser can't tell,
 * such a photo waits for the reader's word, which covers all that was taken until then.
 */
export function mayGo(
  photo: { readonly network?: PhotoTerms["network"]; readonly taken_at: number },
  now: { readonly network: Network; readonly choice: "any" | "wlan"; readonly anyway: number },
): boolean {
  if (photo.network !== "unmetered" && now.choice === "any") return true;
  return now.network === "free" || photo.taken_at <= now.anyway;
}
