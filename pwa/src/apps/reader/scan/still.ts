/** What the codes in a photo say beside the code that was scanned: a hint when they are another meter's. */
import { type Identifiers, plain } from "../../../domain/identify.ts";
import type { Task } from "../../../domain/types.ts";
import type { Decoded } from "../../../scan/messages.ts";

export type StillNews =
  | { readonly kind: "other"; readonly task_id: string; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

/**
 * Null when the photo says nothing against this meter: it shows this meter's code or this box's, several other meters' (a box on which
 * this one can't be read), or only codes of seals and modules. An unknown code counts only when it looks like the one that was
 * scanned, by its length and kind.
 */
export function stillSays(
  codes: readonly Decoded[],
  identifiers: Identifiers,
  task: Task,
  scanned: { text: string; symbology?: string } | null,
): StillNews | null {
  const others = new Map<string, { task_id: string; text: string }>();
  let unknown: string | null = null;
  for (const { text, symbology } of codes) {
    const hit = identifiers.scanned(text);
    if (hit?.kind === "meter") {
      if (hit.task_ids.includes(task.id)) return null;
      const [task_id] = hit.task_ids;
      if (task_id) others.set(hit.number, { task_id, text });
    } else if (hit?.kind === "box") {
      if (hit.box_id === task.box?.id) return null;
    } else if (
      scanned &&
      plain(text) !== plain(scanned.text) &&
      plain(text).length === plain(scanned.text).length &&
      symbology === scanned.symbology
    ) {
      unknown = text;
    }
  }
  const [other] = others.values();
  if (other && others.size === 1) return { kind: "other", ...other };
  return unknown !== null && others.size === 0 ? { kind: "unknown", text: unknown } : null;
}
