/** A stop: what is looked at stands on top (camera, meter, value), what is touched stands below (keys, save). */
import type { JSX } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { nextOpen } from "../../../domain/stops.ts";
import type { Task } from "../../../domain/types.ts";
import { textOf } from "../../../i18n/texts.ts";
import type { CameraTrouble } from "../../../scan/camera.ts";
import { CameraPanel } from "../../../scan/camera-panel.tsx";
import type { Decoded } from "../../../scan/messages.ts";
import { Icon } from "../../../ui/icons.tsx";
import { BothEnds, Button, Loading, Notice, Pill, RoundButton } from "../../../ui/parts.tsx";
import { back, go } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { watchPlace } from "../place.ts";
import { reverse } from "../round/round-page.tsx";
import { FoundWatcher } from "../scan/found.ts";
import { session } from "../session/session.ts";
import { cameraAtStops } from "../settings/choices.ts";
import { byId, foundFor, identifiers, listed, markDone, runs, type Stop } from "../store.ts";
import { refreshSoon, saved } from "../sync/running.ts";
import { SyncPill } from "../sync/sync-pill.tsx";
import { boxPlace, t, tailOf, titleOf } from "../words.ts";
import { DonePage } from "./done-page.tsx";
import { DoubtSheet } from "./doubt-sheet.tsx";
import { Keypad } from "./keypad.tsx";
import { type SaveOutcome, StopModel } from "./model.ts";
import { PhotoSheet, PictureButton, Thumbnail } from "./photos.tsx";
import { MoreSheet, ReturnSheet, ShortSheet, SkipSheet, WhichSheet, WhichValue } from "./sheets.tsx";
import { useShots } from "./shots.tsx";
import { ValueCard } from "./value-card.tsx";

/** After a save the camera still looks at the meter just read: for a moment that is no wrong barcode. */
const TURN_MS = 6_000;
let justDone: string | null = null;

/** Shows a stop as work to do, or as work done. */
export function StopPage({ id, correct }: { id: string; correct: boolean }): JSX.Element {
  const stop = byId.value.get(id);
  // Once opened as work, a stop stays open until it is left, also when a pull closes it meanwhile.
  const [working] = useState(() => correct || stop?.holding === "open");
  if (!stop) {
    return (
      <main class="page">
        <Notice tone="doubt" title={t("stop.gone.title")}>
          {t("stop.gone.detail")}
        </Notice>
        <Button onClick={() => go("/", { replace: true })}>{t("stop.to_list")}</Button>
      </main>
    );
  }
  return working ? <Work stop={stop} correct={correct} /> : <DonePage stop={stop} />;
}

function Work({ stop, correct }: { stop: Stop; correct: boolean }): JSX.Element {
  const [model, setModel] = useState<StopModel | null>(null);
  useEffect(() => {
    const current = session.value;
    if (!current) return;
    let opened: StopModel | null = null;
    void StopModel.open(current, stop, foundFor.get(stop.id) ?? null, correct).then((one) => {
      foundFor.delete(stop.id);
      opened = one;
      setModel(one);
    });
    const unwatch = watchPlace();
    const hide = (): void => {
      if (document.visibilityState === "hidden") void opened?.keep();
    };
    document.addEventListener("visibilitychange", hide);
    return () => {
      unwatch();
      document.removeEventListener("visibilitychange", hide);
      if (opened && !opened.finished) void opened.leave();
    };
  }, [stop.id]);
  return model ? <Opened model={model} stop={stop} /> : <Loading />;
}

function Header({ stop }: { stop: Stop }): JSX.Element {
  const all = listed.value;
  const at = all.findIndex((one) => one.id === stop.id) + 1;
  const left = all.filter((one) => one.holding === "open").length;
  const run = runs.value.get(stop.run_id);
  return (
    <header class="top">
      <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
      <div class="grow">
        <h1 class="ellipsis">{run?.route_name ?? ""}</h1>
        <div class="small muted ellipsis">{t("stop.progress", { at, all: all.length, left })}</div>
      </div>
      <SyncPill />
    </header>
  );
}

function Opened({ model, stop }: { model: StopModel; stop: Stop }): JSX.Element {
  const { task } = model;
  const [trouble, setTrouble] = useState<CameraTrouble | null>(null);
  const [camera, setCamera] = useState(cameraAtStops.value);
  const { shooting, namesOther, hint: shotHint, onShot, onPicture } = useShots(model);
  const [other, setOther] = useState<{ task: Task; text: string } | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const openedAt = useRef(Date.now());
  const shutter = useRef<(() => Promise<void>) | null>(null);
  const watcher = useRef(new FoundWatcher());
  const sheet = model.sheet.value;
  const draft = model.draft.value;
  const close = (): void => {
    model.sheet.value = null;
  };

  const onFound = (texts: readonly Decoded[]): void => {
    const seen = watcher.current.see(texts, identifiers.value, task);
    if (!seen) return;
    if (seen.kind === "expected") {
      if (draft.found?.how !== "scanned" || draft.found.verdict !== "expected") {
        navigator.vibrate?.(40);
        model.setFound({ how: "scanned", text: seen.text, symbology: seen.symbology, verdict: "expected" });
      }
      setOther(null);
      setUnknown(null);
    } else if (draft.found?.how === "scanned" && draft.found.verdict === "expected") {
      // The right meter was seen already; other codes in its neighbourhood are no news.
    } else if (seen.kind === "other") {
      const task_id = seen.task_ids[0];
      const neighbour = task_id ? byId.value.get(task_id)?.task : undefined;
      if (!neighbour || other?.task.id === neighbour.id) return;
      if (task_id === justDone && Date.now() - openedAt.current < TURN_MS) return;
      navigator.vibrate?.([60, 60, 60]);
      setOther({ task: neighbour, text: seen.text });
      model.setFound({ how: "scanned", text: seen.text, symbology: seen.symbology, verdict: "other", other_task_id: neighbour.id });
    } else if (seen.kind === "unknown") {
      setUnknown(seen.text);
      model.setFound({ how: "scanned", text: seen.text.slice(0, 200), symbology: seen.symbology, verdict: "unknown" });
    }
  };

  const moveOn = (did: "read" | "skipped" | "returned"): void => {
    const current = session.value;
    const { finished } = model;
    if (!current || !finished) return;
    markDone(stop.id, finished);
    justDone = stop.id;
    saved(current.phone);
    const next = nextOpen(listed.value, stop.id, reverse.value);
    const again = stop.mine === null || stop.holding === "open";
    toast(t(`saved.${did}`), {
      icon: "check",
      ...(again ? { action: { label: t("saved.undo"), run: () => go(`/stop/${stop.id}?correct=yes`) } } : {}),
    });
    if (next && again) go(`/stop/${next.id}`, { replace: true });
    else go("/", { replace: true });
  };

  const after = (outcome: SaveOutcome, did: "read" | "skipped" | "returned" = "read"): void => {
    if (outcome === "saved") moveOn(did);
    // What was typed blind may have been committed before the question that is on the screen now.
    else if (outcome === "waiting" && session.value) refreshSoon(session.value.phone);
    else if (outcome === "full") toast(t("save.full"), { icon: "warn", ms: 8000 });
    else if (outcome === "failed") toast(t("save.failed"), { icon: "warn", ms: 8000 });
  };
  const save = useCallback(() => void model.save().then(after), [model, stop]);

  const onPhotoKey = (): void => {
    if (shutter.current) void shutter.current();
    else model.sheet.value = { kind: "photo", why: "asked", next: "stay" };
  };

  const found = draft.found;
  const matches = found?.verdict === "expected" && (found.how === "scanned" || found.how === "typed" || found.how === "box");
  const kind = [boxPlace(task), textOf(`phases.${task.meter.phases}`), textOf(`class.${task.point.class}`), task.point.hint]
    .filter(Boolean)
    .join(" · ");
  const liveHere = camera && !(sheet?.kind === "photo");

  return (
    <main class="stop">
      <Header stop={stop} />
      <div class="stop-look">
        <div class="stop-camera">
          {liveHere ? (
            <CameraPanel scanning onFound={onFound} onShot={onShot} onTrouble={setTrouble} shutter={shutter}>
              {matches ? (
                <Pill tone="got" class="on-camera">
                  <Icon name="check" />{" "}
                  {t(found?.how === "scanned" ? "found.match" : found?.how === "box" ? "found.box" : "found.typed", { tail: tailOf(task) })}
                </Pill>
              ) : unknown ? (
                <Pill tone="doubt" class="on-camera">
                  <Icon name="warn" /> {t("found.unknown", { tail: `…${unknown.slice(-6)}` })}
                </Pill>
              ) : null}
            </CameraPanel>
          ) : (
            <button type="button" class="camera-start" onClick={() => setCamera(true)}>
              <Icon name="camera" />
              {t("stop.camera_on")}
            </button>
          )}
        </div>
        {sheet?.kind === "photo" ? null : shotHint}
        {/* What the photo's barcode says is said once: the live picture shows the same meter. */}
        {other && !namesOther ? (
          <Notice
            tone="doubt"
            title={t("found.other.title", { who: titleOf(other.task), tail: tailOf(other.task) })}
            action={
              <Button
                small
                kind="primary"
                onClick={() => {
                  foundFor.set(other.task.id, { how: "scanned", text: other.text, verdict: "expected" });
                  go(`/stop/${other.task.id}`, { replace: true });
                }}
              >
                {t("found.other.go")}
              </Button>
            }
          >
            {t("found.other.detail")}
          </Notice>
        ) : null}
        {trouble ? (
          <div class="row">
            <span class="small muted grow">{t("stop.no_camera")}</span>
            <PictureButton plain label={t("photo.choose")} onPicture={onPicture} />
          </div>
        ) : null}
        <div class="who row">
          <div class="grow">
            <div class="who-title">
              <BothEnds text={titleOf(task)} />
            </div>
            <div class="small muted ellipsis">{kind}</div>
            {model.photos.need === "always" || model.photos.taken.value.length ? null : (
              <div class="small muted photo-need">
                <Icon name="camera" /> {t(`photo.need.${model.photos.need}`)}
              </div>
            )}
            {task.reason ? (
              <div class="small">
                <Pill tone="doubt">{t(`kind.${task.kind}`)}</Pill> {textOf(`task_reason.${task.reason}`) ?? task.reason}
              </div>
            ) : null}
          </div>
          <Pill class="num">{tailOf(task)}</Pill>
        </div>
        {task.frozen_at ? <WhichValue model={model} at={task.frozen_at} /> : null}
        <div class={`values${model.registers.length > 1 ? " many" : ""}`}>
          {model.registers.map((register, i) => (
            <ValueCard
              key={register.id}
              register={register}
              entered={model.entered(register)}
              active={model.active.value === i}
              many={model.registers.length > 1}
              previous={model.blind ? null : (register.previous?.value ?? null)}
              onActivate={() => {
                model.active.value = i;
              }}
            />
          ))}
        </div>
        {model.photos.taken.value.length ? (
          <div class="thumbs">
            {model.photos.taken.value.map((photo) => (
              <Thumbnail
                key={photo.sha256}
                photo={photo}
                onRemove={photo.state === "draft" ? () => void model.photos.remove(photo.sha256) : undefined}
              />
            ))}
          </div>
        ) : null}
      </div>
      <Keypad
        onDigit={(digit) => model.key(digit)}
        onErase={() => model.erase()}
        onPoint={() => model.point()}
        onSave={save}
        onPhoto={onPhotoKey}
        onSkip={() => {
          model.sheet.value = { kind: "skip" };
        }}
        onMore={() => {
          model.sheet.value = { kind: "more" };
        }}
        photos={model.photos.taken.value.length}
        marks={draft.troubles.length + (draft.note ? 1 : 0)}
        saveLabel={
          <>
            <span>{t("action.save")}</span>
            <span>{stop.mine ? t("stop.save_change") : t("stop.save_next")}</span>
          </>
        }
        busy={model.busy.value || shooting}
        listening={sheet === null}
      />
      {sheet?.kind === "doubt" ? (
        <DoubtSheet
          doubt={sheet.doubt}
          hasPhoto={model.photos.taken.value.length > 0 || task.photo === "none"}
          onRetype={() => model.retype(sheet.doubt.register)}
          onInsist={() => void model.insist(sheet.doubt.register).then(after)}
          onNeighbour={() => {
            model.retype(sheet.doubt.register);
            setCamera(true);
            toast(t("doubt.scan_now"), { icon: "scan" });
          }}
        />
      ) : null}
      {sheet?.kind === "short" ? <ShortSheet model={model} register={sheet.register} missing={sheet.missing} onClose={close} /> : null}
      {sheet?.kind === "which" ? (
        <WhichSheet
          model={model}
          onChosen={() => {
            close();
            save();
          }}
          onClose={close}
        />
      ) : null}
      {sheet?.kind === "photo" ? (
        <PhotoSheet
          why={sheet.why}
          hint={shotHint}
          busy={shooting}
          photos={model.photos.taken.value}
          onShot={onShot}
          onPicture={onPicture}
          onRemove={(sha) => void model.photos.remove(sha)}
          onDone={() => {
            const { next } = sheet;
            close();
            if (next === "save") save();
          }}
          onWithout={sheet.next === "save" ? () => void model.saveWithoutPhoto().then(after) : null}
          onClose={close}
        />
      ) : null}
      {sheet?.kind === "skip" ? (
        <SkipSheet
          model={model}
          onPhoto={() => {
            model.sheet.value = { kind: "photo", why: "code", next: "stay" };
          }}
          onSkip={(code) => void model.skip(code).then((outcome) => after(outcome, "skipped"))}
          onClose={close}
        />
      ) : null}
      {sheet?.kind === "more" ? (
        <MoreSheet
          model={model}
          onReturn={() => {
            model.sheet.value = { kind: "return" };
          }}
          onClose={close}
        />
      ) : null}
      {sheet?.kind === "return" ? (
        <ReturnSheet
          onReturn={(code, note) => void model.giveBack(code, note).then((outcome) => after(outcome, "returned"))}
          onClose={close}
        />
      ) : null}
    </main>
  );
}
