/** Scan any meter or box of the round and its task opens, whatever the order. Without a readable code: the last digits, with a reason. */
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { MeterFound } from "../../../domain/types.ts";
import { CameraPanel } from "../../../scan/camera-panel.tsx";
import { decodeStill } from "../../../scan/decode.ts";
import type { Decoded } from "../../../scan/messages.ts";
import { Icon } from "../../../ui/icons.tsx";
import { BothEnds, Button, Notice, RoundButton, Sheet } from "../../../ui/parts.tsx";
import { back, go, query } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { PictureButton } from "../stop/photos.tsx";
import { byId, codes, foundFor, identifiers, type Stop } from "../store.ts";
import { codeText, t, tailOf, titleOf } from "../words.ts";
import { FoundWatcher } from "./found.ts";

/** The one of several tasks for a meter that wants work. */
function best(ids: readonly string[]): Stop | undefined {
  const found = ids.flatMap((id) => byId.value.get(id) ?? []);
  return found.find((stop) => stop.holding === "open") ?? found[0];
}

function openStop(stop: Stop, found: MeterFound): void {
  foundFor.set(stop.id, found);
  go(`/stop/${stop.id}`, { replace: true });
}

export function ScanPage(): JSX.Element {
  const [strange, setStrange] = useState<string | null>(null);
  const [reading, setReading] = useState(false);
  const [typing, setTyping] = useState(query.value.get("digits") === "1");
  const watcher = useRef(new FoundWatcher());
  const done = useRef(false);

  const onFound = (texts: readonly Decoded[]): boolean => {
    if (done.current) return true;
    const seen = watcher.current.see(texts, identifiers.value, null);
    if (seen?.kind === "other") {
      const stop = best(seen.task_ids);
      if (!stop) return false;
      done.current = true;
      navigator.vibrate?.(40);
      openStop(stop, { how: "scanned", text: seen.text, symbology: seen.symbology, verdict: "expected" });
      return true;
    }
    if (seen?.kind === "box") {
      done.current = true;
      navigator.vibrate?.(40);
      go(`/box/${seen.box_id}?code=${encodeURIComponent(seen.text)}`, { replace: true });
      return true;
    }
    if (seen?.kind === "unknown") setStrange(seen.text);
    return false;
  };

  const onPicture = async (file: File): Promise<void> => {
    setReading(true);
    try {
      const texts = await decodeStill(file);
      if (!onFound(texts)) {
        if (texts[0]) setStrange(texts[0].text);
        else toast(t("scan.still_nothing"), { icon: "info", ms: 5000 });
      }
    } catch {
      toast(t("photo.failed"), { icon: "warn" });
    } finally {
      setReading(false);
    }
  };

  return (
    <main class="scan">
      <header class="top">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
        <h1 class="grow">{t("scan.title")}</h1>
      </header>
      <div class="scan-camera">
        <CameraPanel scanning={!typing} onFound={onFound} tall />
      </div>
      <div class="scan-below">
        {strange ? (
          <Notice tone="doubt" title={t("scan.strange.title")}>
            <span class="num break">{strange.slice(0, 60)}</span>
            <br />
            {t("scan.strange.detail")}
          </Notice>
        ) : (
          <p class="muted centre">{t("scan.hint")}</p>
        )}
        <div class="acts">
          <Button kind="primary" icon="keyboard" onClick={() => setTyping(true)}>
            {t("scan.type")}
          </Button>
          {reading ? (
            <Button busy>{t("scan.reading")}</Button>
          ) : (
            <PictureButton label={t("scan.still")} onPicture={(file) => void onPicture(file)} />
          )}
        </div>
      </div>
      {typing ? <DigitsSheet onClose={() => setTyping(false)} /> : null}
    </main>
  );
}

const FEWEST_DIGITS = 4;
const MOST_SHOWN = 6;

/** A broken camera is a reason for the whole walk: the last one chosen stands until another is. None is chosen for the reader. */
let lastReason: string | null = null;

/** The last four to six digits of any number on the meter, unique in the round, and why they were typed. */
function DigitsSheet({ onClose }: { onClose: () => void }): JSX.Element {
  const [digits, setDigits] = useState("");
  const [reason, setReason] = useState(lastReason);
  const clean = digits.replace(/\s/g, "");
  const found = clean.length >= FEWEST_DIGITS ? identifiers.value.tail(clean).flatMap((id) => byId.value.get(id) ?? []) : [];
  const open = (stop: Stop): void => openStop(stop, { how: "typed", text: clean, verdict: "expected", ...(reason ? { reason } : {}) });
  return (
    <Sheet label={t("digits.title")} onClose={onClose}>
      <div>
        <h1>{t("digits.title")}</h1>
        <p class="muted small">{t("digits.detail")}</p>
      </div>
      <input
        class="input digits num"
        inputMode="numeric"
        autocomplete="off"
        maxLength={22}
        aria-label={t("digits.title")}
        value={digits}
        onInput={(event) => setDigits(event.currentTarget.value)}
        // biome-ignore lint/a11y/noAutofocus: the sheet was opened to type
        autoFocus
      />
      <div class="chips" role="radiogroup" aria-label={t("digits.reason")}>
        {codes.value.typed_reason.map((one) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <button
            key={one.code}
            type="button"
            class="chip"
            role="radio"
            aria-checked={reason === one.code}
            onClick={() => {
              lastReason = one.code;
              setReason(one.code);
            }}
          >
            {codeText(one)}
          </button>
        ))}
      </div>
      <div class="acts" aria-live="polite">
        {clean.length < FEWEST_DIGITS ? (
          <p class="muted small">{t("digits.more", { n: FEWEST_DIGITS - clean.length })}</p>
        ) : found.length === 0 ? (
          <p class="muted">{t("digits.none")}</p>
        ) : (
          found.slice(0, MOST_SHOWN).map((stop) => (
            <button key={stop.id} type="button" class="choice" disabled={!reason} onClick={() => open(stop)}>
              <span class="grow">
                <b class="block">
                  <BothEnds text={titleOf(stop.task)} />
                </b>
                <span class="small muted">{t(`holding.${stop.holding}`)}</span>
              </span>
              <span class="num">{tailOf(stop.task)}</span>
              <Icon name="next" />
            </button>
          ))
        )}
        {found.length && !reason ? <p class="small">{t("digits.say_why")}</p> : null}
        {found.length > 1 ? <p class="muted small">{t("digits.several", { n: found.length })}</p> : null}
      </div>
    </Sheet>
  );
}
