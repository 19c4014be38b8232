/** What the phone says of a photo while the reader still stands at the meter: take it again, or keep it. A hint, never a wall. */
import type { JSX } from "preact";
import type { Task } from "../../../domain/types.ts";
import type { Fault } from "../../../scan/quality.ts";
import { Button, Notice } from "../../../ui/parts.tsx";
import { t, tailOf, titleOf } from "../words.ts";

/** About the photo with this hash; what its barcode says outweighs how it looks. */
export interface ShotNews {
  readonly sha256: string;
  readonly fault: Fault | null;
  readonly other: { readonly task: Task | null; readonly text: string } | null;
}

function saying({ fault, other }: ShotNews): { title: string; detail: string } {
  if (other?.task) {
    return { title: t("shot.other.title", { who: titleOf(other.task), tail: tailOf(other.task) }), detail: t("shot.other.detail") };
  }
  if (other) return { title: t("shot.unknown.title", { tail: `…${other.text.slice(-6)}` }), detail: t("shot.other.detail") };
  return { title: t(`shot.${fault ?? "blurred"}.title`), detail: t(`shot.${fault ?? "blurred"}.detail`) };
}

export function ShotHint({ news, onAgain, onKeep }: { news: ShotNews; onAgain: () => void; onKeep: () => void }): JSX.Element {
  const { title, detail } = saying(news);
  return (
    <Notice tone="doubt" title={title}>
      {detail}
      <span class="row shot-acts">
        <Button small kind="primary" icon="camera" onClick={onAgain}>
          {t("shot.again")}
        </Button>
        <Button small kind="quiet" onClick={onKeep}>
          {t("shot.keep")}
        </Button>
      </span>
    </Notice>
  );
}
