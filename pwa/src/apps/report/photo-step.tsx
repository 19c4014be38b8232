/** One photo of the meter, taken with the phone's own camera app and made small before it travels. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Compressed } from "../../scan/messages.ts";
import { Button, Notice } from "../../ui/parts.tsx";
import type { Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import { MeterPicture } from "./meter-picture.tsx";
import { t } from "./words.ts";

export interface TakenPhoto extends Compressed {
  readonly taken_at: string;
  /** A blob: address to show it. */
  readonly address: string;
}

/** Makes a picture small in a worker; throws when it is none. */
async function take(file: File): Promise<TakenPhoto> {
  const { compress } = await import("../../scan/photo.ts");
  const small = await compress(file);
  return { ...small, taken_at: new Date().toISOString(), address: URL.createObjectURL(new Blob([small.bytes], { type: small.mime })) };
}

export function PhotoStep({
  session,
  photo,
  onPhoto,
  onNext,
  onBack,
}: {
  session: Session;
  photo: TakenPhoto | null;
  onPhoto: (photo: TakenPhoto | null) => void;
  onNext: () => void;
  onBack: () => void;
}): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [broken, setBroken] = useState(false);
  const chosen = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    setBusy(true);
    setBroken(false);
    try {
      const taken = await take(file);
      if (photo) URL.revokeObjectURL(photo.address);
      onPhoto(taken);
    } catch {
      setBroken(true);
    } finally {
      setBusy(false);
      if (field.current) field.current.value = "";
    }
  };
  return (
    <Frame
      session={session}
      progress={3}
      title={t(photo ? "photo.good" : "photo.title")}
      actions={
        <>
          {photo ? (
            <>
              <Button kind="primary" onClick={onNext}>
                {t("photo.use")}
              </Button>
              <Button icon="camera" busy={busy} onClick={() => field.current?.click()}>
                {t("photo.again")}
              </Button>
            </>
          ) : (
            <>
              <Button kind="primary" icon="camera" busy={busy} onClick={() => field.current?.click()}>
                {t("photo.take")}
              </Button>
              <Button kind="plain" onClick={onNext}>
                {t("photo.skip")}
              </Button>
            </>
          )}
          <Button kind="plain" onClick={onBack}>
            {t("action.back")}
          </Button>
        </>
      }
    >
      <input
        ref={field}
        class="visually-hidden"
        type="file"
        accept="image/*"
        capture="environment"
        tabIndex={-1}
        aria-label={t("photo.take")}
        onChange={(event) => void chosen(event.currentTarget.files?.[0])}
      />
      {photo ? (
        <img class="taken" src={photo.address} alt={t("photo.yours")} />
      ) : (
        <MeterPicture look="whole" sample="00000.0" tail={session.meter.tail} />
      )}
      {broken ? (
        <Notice tone="doubt" title={t("photo.broken")}>
          {t("photo.broken.detail")}
        </Notice>
      ) : (
        <p class="muted">{t(photo ? "photo.check" : "photo.detail")}</p>
      )}
    </Frame>
  );
}
