/** A stop that is done: what was saved, where it is, and how to correct it. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { EntryRow, PhotoRow } from "../../../db/database.ts";
import { photosOf } from "../../../db/drafts.ts";
import { bodyOf } from "../../../db/outbox.ts";
import { boxesOf } from "../../../domain/dial.ts";
import type { Register, SkipBody, VisitBody } from "../../../domain/types.ts";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { textOf } from "../../../i18n/texts.ts";
import { Dial } from "../../../ui/dial.tsx";
import { StateMark } from "../../../ui/icons.tsx";
import { BothEnds, Button, Notice, Pill, RoundButton } from "../../../ui/parts.tsx";
import { back, go } from "../../../ui/router.tsx";
import { session } from "../session/session.ts";
import { codes, flow, type Stop, unsentTasks } from "../store.ts";
import { boxPlace, t, tailOf, textOfCode, titleOf } from "../words.ts";
import { useNews } from "./news.ts";
import { Thumbnail } from "./photos.tsx";

interface Saved {
  readonly entry: EntryRow;
  readonly body: Partial<VisitBody & SkipBody>;
  readonly photos: readonly PhotoRow[];
}

function SavedValue({ register, value }: { register: Register; value: string }): JSX.Element {
  return (
    <div class="saved-value">
      <span class="small muted">
        {registerLabel(register)} · {register.unit}
      </span>
      <Dial
        digits={register.digits}
        decimals={register.decimals}
        typed={boxesOf(value, register.digits, register.decimals)}
        label={registerLabel(register)}
        small
      />
    </div>
  );
}

/** The office's words follow a number elsewhere; here they begin a line. */
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function DonePage({ stop }: { stop: Stop }): JSX.Element {
  const { task, mine, holding } = stop;
  const [saved, setSaved] = useState<Saved | null>(null);
  useEffect(() => {
    const current = session.value;
    if (!current || !mine) return;
    const { phone } = current;
    void (async () => {
      const entry = await phone.db.entries.get(mine.entry_id);
      if (entry) setSaved({ entry, body: await bodyOf(phone, entry.id), photos: await photosOf(phone, entry.id) });
    })();
  }, [mine?.entry_id, flow.value]);
  const news = useNews(stop.id);
  const here = unsentTasks.value.has(stop.id);
  const explained = holding === "contested" || holding === "moved" || holding === "cancelled" || holding === "closed_elsewhere";
  return (
    <main class="page">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
        <div class="grow">
          <h1>
            <BothEnds text={titleOf(task)} />
          </h1>
          <div class="small muted">
            <span class="num">{tailOf(task)}</span> {boxPlace(task)}
          </div>
        </div>
        <Pill>{t(`holding.${holding}`)}</Pill>
      </header>
      {explained ? (
        <Notice tone="doubt" title={t(`holding.${holding}`)}>
          {textOf(`holding.${holding}.${mine?.reason}.detail`) ?? t(`holding.${holding}.detail`)}
        </Notice>
      ) : null}
      {news.map((one) => (
        <Notice
          key={one.id}
          tone={one.text_code === "verdict.accept" ? "got" : "doubt"}
          title={upper(textOf(one.text_code) ?? t("verdict.other"))}
        >
          {dateTime(one.at)}
        </Notice>
      ))}
      {saved ? (
        <section class="card stack">
          <div class="row">
            <h2 class="grow">{t("done.saved_at", { at: dateTime(saved.entry.recorded_at) })}</h2>
            <Pill tone={here ? "here" : "got"}>
              <StateMark state={here ? "here" : "got"} /> {here ? t("state.here") : t("state.got")}
            </Pill>
          </div>
          {saved.body.code ? <p>{textOfCode(codes.value.skip, saved.body.code)}</p> : null}
          {saved.body.readings?.map((reading) => {
            const register = task.registers.find((one) => one.id === reading.register_id);
            return register ? <SavedValue key={register.id} register={register} value={reading.value} /> : null;
          })}
          {saved.body.troubles?.length ? (
            <p class="small">{saved.body.troubles.map((code) => textOfCode(codes.value.trouble, code)).join(" · ")}</p>
          ) : null}
          {saved.body.note ? <p class="small">{saved.body.note}</p> : null}
          {saved.photos.length ? (
            <div class="thumbs">
              {saved.photos.map((photo) => (
                <Thumbnail key={photo.sha256} photo={photo} />
              ))}
            </div>
          ) : null}
        </section>
      ) : null}
      {!mine && !explained ? <p class="muted">{t("done.elsewhere")}</p> : null}
      <div class="acts push-down">
        {mine && stop.gone === null ? (
          <Button
            kind="primary"
            icon={mine.did === "read" ? "undo" : "again"}
            onClick={() => go(`/stop/${stop.id}?correct=yes`, { replace: true })}
          >
            {mine.did === "read" ? t("done.correct") : t("done.read_after_all")}
          </Button>
        ) : null}
        <Button onClick={() => back("/")}>{t("stop.to_list")}</Button>
      </div>
    </main>
  );
}
