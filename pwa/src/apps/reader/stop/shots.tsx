/** From the shutter to a kept photo, and what is said of it while the reader still stands there. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Shot } from "../../../scan/camera-panel.tsx";
import { decodeShot } from "../../../scan/decode.ts";
import type { Compressed } from "../../../scan/messages.ts";
import { compress, compressBitmap } from "../../../scan/photo.ts";
import { toast } from "../../../ui/toast.tsx";
import { stillSays } from "../scan/still.ts";
import { byId, identifiers } from "../store.ts";
import { t } from "../words.ts";
import type { StopModel } from "./model.ts";
import { ShotHint, type ShotNews } from "./shot-hint.tsx";

export interface Shots {
  readonly shooting: boolean;
  /** What the photo's own barcode says is said already. */
  readonly namesOther: boolean;
  readonly hint: JSX.Element | null;
  readonly onShot: (shot: Shot) => void;
  readonly onPicture: (file: File) => void;
}

export function useShots({ photos, draft, task }: StopModel): Shots {
  const [shooting, setShooting] = useState(false);
  const [news, setNews] = useState<ShotNews | null>(null);

  /** The photo is kept already: what its barcode says may come a moment later. */
  const askCodes = async (taken: Compressed): Promise<void> => {
    const codes = await decodeShot(new Blob([taken.bytes], { type: taken.mime })).catch(() => []);
    const found = draft.value.found;
    const said = stillSays(codes, identifiers.value, task, found?.how === "scanned" ? found : null);
    if (!said || !photos.taken.value.some((photo) => photo.sha256 === taken.sha256)) return;
    const whose = said.kind === "other" ? (byId.value.get(said.task_id)?.task ?? null) : null;
    setNews({ sha256: taken.sha256, fault: taken.fault, other: { task: whose, text: said.text } });
  };
  const keep = async (photo: Promise<Compressed>, guide: Shot["guide"] | null): Promise<void> => {
    setShooting(true);
    setNews(null);
    try {
      const taken = await photo;
      await photos.add(taken, guide);
      if (taken.fault) setNews({ sha256: taken.sha256, fault: taken.fault, other: null });
      void askCodes(taken);
    } catch {
      toast(t("photo.failed"), { icon: "warn" });
    } finally {
      setShooting(false);
    }
  };
  const { max_kb, max_px } = photos.terms;
  return {
    shooting,
    namesOther: news?.other != null,
    hint: news ? (
      <ShotHint
        news={news}
        onAgain={() => {
          setNews(null);
          void photos.remove(news.sha256);
        }}
        onKeep={() => setNews(null)}
      />
    ) : null,
    onShot: (shot) => void keep(compressBitmap(shot.bitmap, max_kb, max_px, shot.guide), shot.guide),
    onPicture: (file) => void keep(compress(file, max_kb, max_px), null),
  };
}
