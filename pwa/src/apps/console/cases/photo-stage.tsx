/** The photo, large, on dark ground: a click zooms, the pointer moves about; what hasn't arrived is said. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { address } from "../../../api/client.ts";
import { dateTime, fullDate } from "../../../i18n/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { t } from "../frame/words.ts";
import type { CasePhoto, Visit } from "../wire.ts";
import { PhotoSaid } from "./photo-said.tsx";

export const photoAddress = (sha256: string, visitId: string, size: "320" | "1280" | "original"): string =>
  address(`/photos/${sha256}`, { visit: visitId, size });

function Missing({ photo, asked }: { photo: CasePhoto | undefined; asked: boolean }): JSX.Element {
  if (photo?.state === "removed") {
    return (
      <div class="stage-empty">
        <Icon name="camera" />
        <b>{t("photo.removed", { when: photo.removed_at ? fullDate(photo.removed_at) : "" })}</b>
        <span class="small">{t("photo.removed.detail")}</span>
        <code class="small hash">{photo.sha256}</code>
      </div>
    );
  }
  if (photo?.state === "lost") {
    return (
      <div class="stage-empty">
        <Icon name="warn" />
        <b>{t("photo.lost", { when: photo.lost_since ? fullDate(photo.lost_since) : "" })}</b>
        <span class="small">{t("photo.lost.detail")}</span>
        <code class="small hash">{photo.sha256}</code>
      </div>
    );
  }
  const state = photo?.state ?? "none";
  const unreadable = photo?.barcode?.state === "unreadable";
  const why = unreadable ? "unreadable" : state === "owed" || state === "quarantined" ? state : asked ? "asked" : "none";
  return (
    <div class="stage-empty">
      <Icon name="camera" />
      <b>{t(`photo.${why}`)}</b>
      <span class="small">{t(`photo.${why}.detail`)}</span>
    </div>
  );
}

export function PhotoStage({ visit, compact = false }: { visit: Visit | undefined; compact?: boolean }): JSX.Element {
  const photos = visit?.photos ?? [];
  const [at, setAt] = useState(0);
  const [zoom, setZoom] = useState(false);
  const [origin, setOrigin] = useState("50% 50%");
  const [broken, setBroken] = useState<string | null>(null);
  useEffect(() => {
    setAt(0);
    setZoom(false);
  }, [visit?.id]);
  const photo = photos[Math.min(at, photos.length - 1)];
  // Of a lost original the smaller copies may still be there.
  const shown = visit && (photo?.state === "whole" || photo?.state === "lost") && broken !== photo.sha256 ? photo : null;
  const follow = (event: MouseEvent & { currentTarget: HTMLElement }): void => {
    if (!zoom) return;
    const place = event.currentTarget.getBoundingClientRect();
    setOrigin(`${((event.clientX - place.left) / place.width) * 100}% ${((event.clientY - place.top) / place.height) * 100}%`);
  };
  return (
    <div class={compact ? "stage compact" : "stage"}>
      {shown && visit ? (
        <button
          type="button"
          class="stage-photo"
          aria-label={t(zoom ? "photo.smaller" : "photo.larger")}
          aria-pressed={zoom}
          onClick={(event) => {
            const place = event.currentTarget.getBoundingClientRect();
            if (event.clientX)
              setOrigin(`${((event.clientX - place.left) / place.width) * 100}% ${((event.clientY - place.top) / place.height) * 100}%`);
            setZoom(!zoom);
          }}
          onMouseMove={follow}
        >
          <img
            src={photoAddress(shown.sha256, visit.id, zoom && shown.state === "whole" ? "original" : "1280")}
            alt={t("photo.alt", { when: dateTime(shown.taken_at ?? visit.taken_at) })}
            class={zoom ? "zoomed" : ""}
            style={{ transformOrigin: origin }}
            onError={() => setBroken(shown.sha256)}
          />
        </button>
      ) : broken && photo?.sha256 === broken && photo.state !== "lost" ? (
        <div class="stage-empty" role="alert">
          <Icon name="warn" />
          <b>{t("photo.failed")}</b>
          <button type="button" class="link-btn" onClick={() => setBroken(null)}>
            {t("action.retry")}
          </button>
        </div>
      ) : (
        <Missing photo={photo} asked={visit?.photo_missing ?? false} />
      )}
      {/* What was read in a photo outlives its file. */}
      {photo && (shown || photo.state === "lost") ? <PhotoSaid photo={photo} seen={shown !== null} /> : null}
      {photos.length > 1 && visit ? (
        <fieldset class="thumbs" aria-label={t("photo.all", { n: photos.length })}>
          {photos.map((one, index) => (
            <button
              key={one.sha256}
              type="button"
              aria-pressed={index === at}
              aria-label={t("photo.nth", { n: index + 1 })}
              onClick={() => setAt(index)}
            >
              {one.state === "whole" || one.state === "lost" ? (
                <img src={photoAddress(one.sha256, visit.id, "320")} alt="" loading="lazy" />
              ) : (
                <Icon name="camera" />
              )}
            </button>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
