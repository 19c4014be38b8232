/** Photos of a stop: taking one as proof, and looking at what was taken. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PhotoRow } from "../../../db/database.ts";
import { pictureBytes } from "../../../db/drafts.ts";
import type { CameraTrouble } from "../../../scan/camera.ts";
import { CameraPanel, type Shot } from "../../../scan/camera-panel.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Button, RoundButton, Sheet } from "../../../ui/parts.tsx";
import { session } from "../session/session.ts";
import { t } from "../words.ts";
import type { PhotoWhy } from "./stop-photos.ts";

/** A thumbnail from the sealed bytes; its address lives as long as it is shown. */
export function Thumbnail({ photo, onRemove }: { photo: PhotoRow; onRemove?: (() => void) | undefined }): JSX.Element {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    const current = session.value;
    if (current) {
      void pictureBytes(current.phone, photo.sha256).then((bytes) => {
        if (!bytes || gone) return;
        made = URL.createObjectURL(new Blob([bytes], { type: photo.mime }));
        setAddress(made);
      });
    }
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [photo.sha256]);
  return (
    <span class="thumb">
      {address ? <img src={address} alt={t("photo.taken")} /> : <i class="spin" />}
      {onRemove ? (
        <button type="button" class="thumb-off" aria-label={t("photo.remove")} onClick={onRemove}>
          <Icon name="close" />
        </button>
      ) : null}
    </span>
  );
}

/** The system's own camera or gallery, where the camera in the page can't be used. */
export function PictureButton({
  onPicture,
  label,
  plain,
}: {
  onPicture: (file: File) => void;
  label: string;
  plain?: boolean;
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={plain ? "plain" : "quiet"} small={plain ?? false} icon="upload" onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        aria-label={label}
        tabIndex={-1}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) onPicture(file);
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

export interface PhotoSheetProps {
  readonly why: PhotoWhy;
  readonly busy: boolean;
  /** What the phone says of the last one. */
  readonly hint: JSX.Element | null;
  readonly photos: readonly PhotoRow[];
  readonly onShot: (shot: Shot) => void;
  readonly onPicture: (file: File) => void;
  readonly onRemove: (sha: string) => void;
  readonly onDone: () => void;
  readonly onWithout: (() => void) | null;
  readonly onClose: () => void;
}

export function PhotoSheet({
  why,
  busy,
  hint,
  photos,
  onShot,
  onPicture,
  onRemove,
  onDone,
  onWithout,
  onClose,
}: PhotoSheetProps): JSX.Element {
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  return (
    <Sheet label={t("photo.title")} onClose={onClose}>
      <div class="row">
        <div class="grow">
          <h1>{t("photo.title")}</h1>
          <p class="muted small">{t(`photo.why.${why}`)}</p>
        </div>
        <RoundButton icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <div class="photo-camera">
        <CameraPanel scanning={false} onShot={onShot} onTrouble={setTrouble} />
      </div>
      {hint ?? (photos.length ? null : <p class="muted small">{t("photo.frame")}</p>)}
      {photos.length ? (
        <div class="thumbs">
          {photos.map((photo) => (
            <Thumbnail key={photo.sha256} photo={photo} onRemove={photo.state === "draft" ? () => onRemove(photo.sha256) : undefined} />
          ))}
        </div>
      ) : null}
      <div class="acts">
        {photos.length ? (
          <Button kind="primary" busy={busy} onClick={onDone}>
            {t("photo.use")}
          </Button>
        ) : null}
        <PictureButton label={t("photo.choose")} onPicture={onPicture} />
        {onWithout && trouble && !photos.length ? (
          <Button kind="plain" small onClick={onWithout}>
            {t("photo.without")}
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
