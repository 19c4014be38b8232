/** A photo that was used before: this one and the earlier one side by side, with whose it was, so that the eye decides. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { dateTime } from "../../../i18n/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Link } from "../../../ui/router.tsx";
import { codeText, t } from "../frame/words.ts";
import type { CasePhoto, Reused, Visit } from "../wire.ts";
import { PhotoSaid } from "./photo-said.tsx";
import { photoAddress } from "./photo-stage.tsx";
import { turnCode } from "./reuse.ts";

type State = CasePhoto["state"] | null;

/** The two of a picture's states in which something may be shown: of a lost original the copies may still be there. */
function Picture({ src, alt, state }: { src: string; alt: string; state: State }): JSX.Element {
  const [gone, setGone] = useState(false);
  useEffect(() => setGone(false), [src]);
  const why = state === "lost" || state === "removed" ? state : "gone";
  return gone ? (
    // Once the case is closed its photos are kept no longer than others.
    <div class="stage-empty">
      <Icon name="camera" />
      <b>{why === "gone" ? t("photo.gone") : t(`reused.${why}`)}</b>
      {why === "gone" ? <span class="small">{t("photo.gone.detail")}</span> : null}
    </div>
  ) : (
    <img src={src} alt={alt} onError={() => setGone(true)} />
  );
}

function Earlier({ reused }: { reused: Reused }): JSX.Element {
  const { earlier } = reused;
  if (!earlier) return <figcaption class="small">{t("reused.elsewhere")}</figcaption>;
  return (
    <figcaption class="small">
      <b>{t("reused.before", { period: earlier.period })}</b>{" "}
      {[earlier.person?.name, dateTime(earlier.taken_at)].filter(Boolean).join(" · ")}
      {earlier.point ? (
        <>
          {" · "}
          <Link to={`/points/${earlier.point.id}`}>{earlier.point.address || t("reused.point")}</Link>
        </>
      ) : null}
    </figcaption>
  );
}

/** Proof or hint, in one line. */
function How({ reused }: { reused: Reused }): JSX.Element {
  const turn = turnCode(reused);
  return (
    <p class="small reused-how">
      <Icon name={reused.same_bytes ? "warn" : "info"} />
      <span>
        {reused.same_bytes ? t("reused.same") : t("reused.alike", { share: Math.floor(reused.agreement / 10) })}
        {turn ? ` ${codeText("reused", turn, { turn: reused.turn })}` : ""}
      </span>
    </p>
  );
}

export function ReusedPhotos({ reused, visit }: { reused: Reused; visit: Visit }): JSX.Element {
  const photo = visit.photos.find((one) => one.sha256 === reused.sha256);
  const { earlier } = reused;
  return (
    <div class="reused">
      <How reused={reused} />
      <div class="visit-cols">
        <figure class="reused-picture">
          <div class="stage">
            <Picture src={photoAddress(reused.sha256, visit.id, "1280")} alt={t("reused.this")} state={photo?.state ?? null} />
            {photo ? <PhotoSaid photo={photo} /> : null}
          </div>
          <figcaption class="small">
            <b>{t("reused.this")}</b> {[visit.person?.name, dateTime(photo?.taken_at ?? visit.taken_at)].filter(Boolean).join(" · ")}
          </figcaption>
        </figure>
        <figure class="reused-picture">
          <div class="stage">
            {earlier ? (
              <Picture
                src={photoAddress(earlier.sha256, earlier.visit_id, "1280")}
                alt={t("reused.before", { period: earlier.period })}
                state={earlier.state}
              />
            ) : (
              <div class="stage-empty">
                <Icon name="lock" />
                <b>{t("reused.elsewhere")}</b>
                <span class="small">{t("reused.elsewhere.detail")}</span>
              </div>
            )}
          </div>
          <Earlier reused={reused} />
        </figure>
      </div>
    </div>
  );
}
