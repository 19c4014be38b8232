/** What the codes seen by the camera mean for the task at hand. One strange frame is nothing; the same strange text three times is news. */
import type { Identifiers } from "../../../domain/identify.ts";
import type { Task } from "../../../domain/types.ts";
import type { Decoded } from "../../../scan/messages.ts";

export type Seen =
  | { readonly kind: "expected" | "unknown"; readonly text: string; readonly symbology: string }
  | { readonly kind: "other"; readonly task_ids: readonly string[]; readonly text: string; readonly symbology: string }
  | { readonly kind: "box"; readonly box_id: string; readonly text: string; readonly symbology: string };

/** Short texts and scraps of worn codes are no identifiers. */
const SHORTEST_UNKNOWN = 8;
const TIMES_UNKNOWN = 3;

export class FoundWatcher {
  private readonly strange = new Map<string, number>();

  /** The most telling of what one frame showed; null when it says nothing (yet). */
  see(texts: readonly Decoded[], identifiers: Identifiers, task: Task | null): Seen | null {
    let best: Seen | null = null;
    for (const { text, symbology } of texts) {
      const hit = identifiers.scanned(text);
      if (hit?.kind === "meter") {
        if (task && hit.task_ids.includes(task.id)) return { kind: "expected", text, symbology };
        // Another task for the same meter is the same meter.
        best = { kind: "other", task_ids: hit.task_ids, text, symbology };
      } else if (hit?.kind === "box") {
        best ??= { kind: "box", box_id: hit.box_id, text, symbology };
      } else if (text.length >= SHORTEST_UNKNOWN) {
        const times = (this.strange.get(text) ?? 0) + 1;
        this.strange.set(text, times);
        if (times >= TIMES_UNKNOWN) best ??= { kind: "unknown", text, symbology };
      }
    }
    return best;
  }
}
