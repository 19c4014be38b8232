/** The camera's picture with aiming frame, torch and shutter; reads barcodes as long as it is asked to. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { CommonKeys } from "../i18n/common.en.ts";
import { translator } from "../i18n/texts.ts";
import { Icon } from "../ui/icons.tsx";
import { Button } from "../ui/parts.tsx";
import { type CameraTrouble, CameraUnavailable, hasTorch, holdCamera, releaseCamera, setTorch } from "./camera.ts";
import "./camera.css";
import { watch } from "./decode.ts";
import type { Decoded } from "./messages.ts";

const t = translator<CommonKeys>();

export interface Shot {
  readonly bitmap: ImageBitmap;
  /** Where the aiming frame lies in the picture, per mille. */
  readonly guide: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/**
 * The aiming frame as shares of the panel; the same figures stand in camera.css. It has the shape of a row of digits: the second reader
 * looks for them in it, and the tighter it lies around them, the more it can read.
 */
const GUIDE = { x: 0.15, y: 0.28, w: 0.7, h: 0.24 };

/** The panel shows the middle of the frame (object-fit: cover): where is the aiming frame in the whole one? */
export function guideIn(frame: { width: number; height: number }, panel: { width: number; height: number }): Shot["guide"] {
  const scale = Math.max(panel.width / frame.width, panel.height / frame.height);
  const left = (frame.width * scale - panel.width) / 2;
  const top = (frame.height * scale - panel.height) / 2;
  const perMille = (px: number, of: number): number => Math.min(1000, Math.max(0, Math.round((px * 1000) / (of * scale))));
  return {
    x: perMille(left + GUIDE.x * panel.width, frame.width),
    y: perMille(top + GUIDE.y * panel.height, frame.height),
    w: perMille(GUIDE.w * panel.width, frame.width),
    h: perMille(GUIDE.h * panel.height, frame.height),
  };
}

export interface CameraPanelProps {
  readonly scanning: boolean;
  readonly onFound?: ((found: readonly Decoded[]) => void) | undefined;
  /** Shows a shutter; called with the frame under it. */
  readonly onShot?: ((shot: Shot) => void) | undefined;
  readonly onTrouble?: ((why: CameraTrouble) => void) | undefined;
  /** Set to a function that takes a shot, for keys outside of the panel. */
  readonly shutter?: { current: (() => Promise<void>) | null } | undefined;
  readonly tall?: boolean;
  readonly children?: ComponentChildren;
}

export function CameraPanel({ scanning, onFound, onShot, onTrouble, shutter, tall, children }: CameraPanelProps): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [torch, setTorchOn] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [flash, setFlash] = useState(false);

  useEffect(() => {
    let held = false;
    let gone = false;
    const start = async (): Promise<void> => {
      try {
        const one = await holdCamera();
        held = true;
        if (gone) {
          releaseCamera();
          return;
        }
        setTrouble(null);
        setStream(one);
      } catch (error) {
        const why = error instanceof CameraUnavailable ? error.why : "busy";
        if (!gone) {
          setTrouble(why);
          onTrouble?.(why);
        }
      }
    };
    void start();
    return () => {
      gone = true;
      if (held) releaseCamera();
    };
  }, [attempt]);

  useEffect(() => {
    const element = video.current;
    if (!element || !stream) return;
    element.srcObject = stream;
    void element.play().catch(() => {});
    // A phone call or the screen's lock takes the camera away: start it again when the page comes back.
    const shown = (): void => {
      if (document.visibilityState !== "visible") return;
      if (stream.getVideoTracks()[0]?.readyState === "ended") setAttempt((n) => n + 1);
      else void element.play().catch(() => {});
    };
    document.addEventListener("visibilitychange", shown);
    return () => document.removeEventListener("visibilitychange", shown);
  }, [stream]);

  const found = useRef(onFound);
  found.current = onFound;
  useEffect(() => {
    if (!stream || !scanning || !video.current) return;
    return watch(video.current, (texts) => found.current?.(texts));
  }, [stream, scanning]);

  const shoot = async (): Promise<void> => {
    const element = video.current;
    if (!element || !stream || !element.videoWidth) return;
    const bitmap = await createImageBitmap(element);
    setFlash(true);
    setTimeout(() => setFlash(false), 160);
    onShot?.({ bitmap, guide: guideIn(bitmap, { width: element.clientWidth, height: element.clientHeight }) });
  };
  if (shutter) shutter.current = stream && onShot ? shoot : null;

  const toggleTorch = async (): Promise<void> => {
    if (!stream) return;
    await setTorch(stream, !torch).catch(() => {});
    setTorchOn(!torch);
  };

  return (
    <div class={`camera${tall ? " tall" : ""}${flash ? " flash" : ""}`}>
      {trouble ? (
        <div class="camera-off">
          <Icon name="camera" />
          <b>{t(`camera.${trouble}`)}</b>
          <span class="small">{t(`camera.${trouble}.do`)}</span>
          {trouble === "insecure" || trouble === "none" ? null : (
            <Button small onClick={() => setAttempt((n) => n + 1)}>
              {t("action.retry")}
            </Button>
          )}
        </div>
      ) : (
        <>
          <video ref={video} playsInline muted autoPlay aria-label={t("camera.picture")} />
          <div class="camera-guide" aria-hidden="true" />
          {stream && hasTorch(stream) ? (
            <button
              type="button"
              class="camera-torch"
              aria-pressed={torch}
              aria-label={t("camera.torch")}
              onClick={() => void toggleTorch()}
            >
              <Icon name="torch" />
            </button>
          ) : null}
          {onShot && stream ? (
            <button type="button" class="camera-shutter" aria-label={t("camera.shutter")} onClick={() => void shoot()} />
          ) : null}
        </>
      )}
      {children}
    </div>
  );
}
