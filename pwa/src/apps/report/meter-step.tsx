/** Which meter: its barcode is scanned, or the customer says that the end of the number agrees. */
import type { ComponentType, JSX } from "preact";
import { useState } from "preact/hooks";
import { dateTime } from "../../i18n/format.ts";
import type { CameraPanelProps } from "../../scan/camera-panel.tsx";
import { Button, Notice } from "../../ui/parts.tsx";
import type { Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import { MeterPicture } from "./meter-picture.tsx";
import { type Draft, isThisMeter } from "./steps.ts";
import { t } from "./words.ts";

/** Camera and decoder come only when they are asked for: most customers confirm by eye. */
async function loadCamera(): Promise<ComponentType<CameraPanelProps>> {
  return (await import("../../scan/camera-panel.tsx")).CameraPanel;
}

export function MeterStep({
  session,
  onMeter,
  onHelp,
}: {
  session: Session;
  onMeter: (meter: Draft["meter"]) => void;
  onHelp: () => void;
}): JSX.Element {
  const { tail } = session.meter;
  const [Camera, setCamera] = useState<ComponentType<CameraPanelProps> | null>(null);
  const [opening, setOpening] = useState(false);
  const [other, setOther] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const seen = (texts: readonly string[]): void => {
    const match = texts.find((text) => isThisMeter(text, tail));
    if (match) onMeter({ how: "scanned", text: match });
    else setOther(texts[0] ?? null);
  };
  const open = async (): Promise<void> => {
    setOpening(true);
    setFailed(false);
    try {
      const panel = await loadCamera();
      setCamera(() => panel);
    } catch {
      setFailed(true);
    } finally {
      setOpening(false);
    }
  };
  return (
    <Frame
      session={session}
      progress={1}
      title={t("meter.title", { tail })}
      actions={
        <>
          {Camera ? null : (
            <Button kind="primary" icon="scan" busy={opening} onClick={() => void open()}>
              {t("meter.scan")}
            </Button>
          )}
          <Button kind={Camera ? "primary" : "quiet"} onClick={() => onMeter({ how: "listed", text: tail })}>
            {t("meter.yes", { tail })}
          </Button>
          <Button kind="plain" onClick={onHelp}>
            {t("help.no_meter")}
          </Button>
        </>
      }
    >
      {Camera ? (
        <div class="camera-place">
          <Camera scanning onFound={(found) => seen(found.map((one) => one.text))} />
        </div>
      ) : (
        <MeterPicture look="barcode" sample="00000.0" tail={tail} />
      )}
      {other ? (
        <Notice tone="doubt" title={t("meter.other", { tail: other.slice(-6) })}>
          {t("meter.other.detail", { tail })}
        </Notice>
      ) : failed ? (
        <Notice tone="doubt" title={t("meter.no_scanner")}>
          {t("meter.no_scanner.detail")}
        </Notice>
      ) : (
        <p class="muted">{t(Camera ? "meter.aim" : "meter.detail")}</p>
      )}
      {session.expires_at ? <p class="small muted">{t("expires", { when: dateTime(session.expires_at) })}</p> : null}
    </Frame>
  );
}
