/** A photo that was used before: this one and the earlier one side by side, so that the eye decides. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../../../ui/icons.tsx";
import { Link } from "../../../ui/router.tsx";
import { t } from "../frame/words.ts";
import type { Visit } from "../wire.ts";
import { DialSaid, photoAddress } from "./photo-stage.tsx";
import type { Reuse } from "./reuse.ts";

function Picture({ src, caption, children }: { src: string; caption: string; children?: JSX.Element | null }): JSX.Element {
  const [gone, setGone] = useState(false);
  useEffect(() => setGone(false), [src]);
  return (
    <figure class="reused-picture">
      <div class="stage">
        {gone ? (
          // Once the case is closed its photos are kept no longer than others.
          <div class="stage-empty">
            <Icon name="camera" />
            <b>{t("photo.gone")}</b>
            <span class="small">{t("photo.gone.detail")}</span>
          </div>
        ) : (
          <img src={src} alt={caption} onError={() => setGone(true)} />
        )}
      </div>
      <figcaption class="small">
        <b>{caption}</b> {children}
      </figcaption>
    </figure>
  );
}

export function ReusedPhotos({ reuse, visit }: { reuse: Reuse; visit: Visit }): JSX.Element {
  const dial = visit.photos.find((photo) => photo.sha256 === reuse.sha256)?.dial;
  return (
    <div class="visit-cols reused">
      <Picture src={photoAddress(reuse.sha256, visit.id, "1280")} caption={t("reused.this")}>
        {dial ? <DialSaid dial={dial} /> : null}
      </Picture>
      <Picture src={photoAddress(reuse.otherSha256, reuse.otherVisit, "1280")} caption={t("reused.before", { period: reuse.otherPeriod })}>
        {reuse.otherPoint ? <Link to={`/points/${reuse.otherPoint}`}>{t("reused.point")}</Link> : null}
      </Picture>
    </div>
  );
}
