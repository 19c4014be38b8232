/** What is where, what is owed, whether the books balance, and what wants a look. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { EntryRow, NewsRow, PhotoRow } from "../../../db/database.ts";
import { bodyOf } from "../../../db/outbox.ts";
import { HOLDING_STATES } from "../../../domain/ledger.ts";
import type { SkipBody, Verdict } from "../../../domain/types.ts";
import { clockTime, dateTime, megabytes } from "../../../i18n/format.ts";
import { textOf } from "../../../i18n/texts.ts";
import { Icon, type IconName, StateMark } from "../../../ui/icons.tsx";
import { Button, Notice, Progress, RoundButton } from "../../../ui/parts.tsx";
import { back, go, Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { session } from "../session/session.ts";
import { byId, codes, counts, flow, meta, status, stops } from "../store.ts";
import { t, tailOf, textOfCode, titleOf } from "../words.ts";
import { closeDay, retryEntry, retryPhoto, seen } from "./day.ts";
import { canTellNetwork, photoNetwork, photosAllowed, sendAnyway } from "./photo-network.ts";
import { othersUnsent, saved, syncNow } from "./running.ts";

function Tiles(): JSX.Element {
  const { here, got } = flow.value;
  const sending = status.value.sending.length;
  const waiting = Math.max(0, here - Math.min(here, sending));
  return (
    <div class="flow">
      <div class="here">
        <b>{waiting}</b>
        <span>
          <StateMark state="here" /> {t("sync.here")}
        </span>
      </div>
      <div class="sent">
        <b>{Math.min(here, sending)}</b>
        <span>
          <StateMark state="sent" /> {t("sync.sent")}
        </span>
      </div>
      <div class="got">
        <b>{got}</b>
        <span>
          <StateMark state="got" /> {t("sync.got")}
        </span>
      </div>
    </div>
  );
}

function Photos(): JSX.Element {
  const { photosOwed, photosGot, photoBytes, photosWaiting } = flow.value;
  const held = photosWaiting.filter((photo) => !photosAllowed(photo));
  const all = photosOwed + photosGot;
  return (
    <section class="card stack">
      <h2>{t("sync.photos")}</h2>
      <div class="row">
        <div class="grow">
          <Progress done={photosGot} of={all} label={t("sync.photos")} />
        </div>
        <span class="num small">
          {photosGot} / {all}
          {photosOwed ? ` · ${megabytes(photoBytes)}` : ""}
        </span>
      </div>
      {held.length ? (
        <Notice
          tone="info"
          title={t("sync.photos.held", { n: held.length, size: megabytes(held.reduce((sum, photo) => sum + photo.size, 0)) })}
        >
          {t(canTellNetwork() ? "sync.photos.held.metered" : "sync.photos.held.unknown")}
          <div class="row gap-top">
            <Button
              small
              onClick={() => {
                sendAnyway();
                void syncNow("button");
              }}
            >
              {t("sync.photos.anyway")}
            </Button>
          </div>
        </Notice>
      ) : null}
      <div class="small muted">
        {photoNetwork.value === "wlan" ? t("sync.photos.wlan") : t("sync.photos.any")} · <Link to="/settings">{t("value.change")}</Link>
      </div>
    </section>
  );
}

function Ledger(): JSX.Element {
  const total = counts.value;
  const [skipped, setSkipped] = useState("");
  useEffect(() => {
    const current = session.value;
    if (!current) return;
    // Why stops were skipped stands in the sealed entries: counted by code, as the office will ask.
    void (async () => {
      const per = new Map<string, number>();
      for (const stop of stops.value) {
        if (stop.mine?.did !== "skipped") continue;
        const { code } = await bodyOf<SkipBody>(current.phone, stop.mine.entry_id);
        per.set(code, (per.get(code) ?? 0) + 1);
      }
      setSkipped([...per].map(([code, n]) => `${textOfCode(codes.value.skip, code)} ${n}`).join(t("list.separator")));
    })().catch(() => setSkipped(""));
  }, [total.skipped]);
  const shown = HOLDING_STATES.filter((state) => total[state] > 0 || ["read", "skipped", "returned", "open"].includes(state));
  return (
    <section class="card">
      <h2>{t("sync.ledger")}</h2>
      <dl class="balance small">
        {shown.map((state) => (
          <div key={state}>
            <dt>
              {t(`ledger.${state}`)}
              {state === "skipped" && skipped ? t("ledger.why", { why: skipped }) : ""}
            </dt>
            <dd class="num">{total[state]}</dd>
          </div>
        ))}
        <div class="sum">
          <dt>{t("ledger.ever")}</dt>
          <dd class="num">{total.ever}</dd>
        </div>
      </dl>
    </section>
  );
}

function Item({
  icon,
  title,
  detail,
  action,
}: {
  icon: IconName;
  title: JSX.Element | string;
  detail: string;
  action?: JSX.Element;
}): JSX.Element {
  return (
    <div class="item">
      <Icon name={icon} />
      <div class="grow">
        {title}
        <div class="small muted">{detail}</div>
      </div>
      {action}
    </div>
  );
}

const tailOfTask = (id: string | null): string => {
  const task = id ? byId.value.get(id)?.task : undefined;
  return task ? tailOf(task) : "";
};

function Named({ task, text }: { task: string | null; text: string }): JSX.Element {
  return (
    <>
      <b class="num">{tailOfTask(task)}</b> {text}
    </>
  );
}

function AsideEntry({ entry }: { entry: EntryRow }): JSX.Element {
  const why = textOf(`aside.${entry.trouble}`) ?? t("aside.refused", { code: entry.trouble ?? "" });
  return (
    <Item
      icon="warn"
      title={<Named task={entry.task_id} text={t(`entry.${entry.kind}`)} />}
      detail={`${why}${t("aside.kept")}`}
      action={
        <Button small onClick={() => void retryEntry(entry)}>
          {t("action.retry")}
        </Button>
      }
    />
  );
}

function AsidePhoto({ photo }: { photo: PhotoRow }): JSX.Element {
  const why = textOf(`aside.${photo.trouble}`) ?? t("aside.refused", { code: photo.trouble ?? "" });
  return (
    <Item
      icon="camera"
      title={<Named task={photo.task_id} text={t("entry.photo")} />}
      detail={`${why}${t("aside.kept")}`}
      action={
        <Button small onClick={() => void retryPhoto(photo)}>
          {t("action.retry")}
        </Button>
      }
    />
  );
}

function Questioned({ entry }: { entry: EntryRow }): JSX.Element {
  const outcome = entry.outcome as "contested" | "quarantined" | "conflict";
  const said = `outcome.${outcome}` as const;
  const text = textOf(`${said}.${entry.reason}`) ?? t(said);
  return (
    <Item icon="warn" title={<Named task={entry.task_id} text={text} />} detail={textOf(`${said}.${entry.reason}.do`) ?? t(`${said}.do`)} />
  );
}

function NewsItem({ row }: { row: NewsRow }): JSX.Element | null {
  const [value, setValue] = useState<(Verdict & Record<string, unknown>) | null>(null);
  useEffect(() => {
    const current = session.value;
    if (current) void current.phone.vault.open<Verdict & Record<string, unknown>>(`news/${row.id}`, row.sealed).then(setValue);
  }, [row.id]);
  if (!value) return null;
  const off = (
    <Button small kind="plain" onClick={() => void seen(row)}>
      {t("action.ok")}
    </Button>
  );
  if (row.kind === "day_receipt") {
    const number = String(value["supplement"] ?? value["number"] ?? "");
    return (
      <Item
        icon="check"
        title={t("day.receipt", { day: String(value["day"] ?? "") })}
        detail={t("day.receipt.detail", { number })}
        action={off}
      />
    );
  }
  if (row.kind !== "verdict") return null;
  const text = textOf(value.text_code ?? "") ?? t("verdict.other");
  const task = value.task_id ? byId.value.get(value.task_id)?.task : undefined;
  return (
    <Item
      icon="info"
      title={<Named task={value.task_id ?? null} text={text} />}
      detail={task ? `${titleOf(task)} · ${dateTime(row.at)}` : dateTime(row.at)}
      action={
        <>
          {task ? (
            <Link to={`/stop/${task.id}`} class="pill tap">
              {t("sync.look")}
            </Link>
          ) : null}
          {off}
        </>
      }
    />
  );
}

function Attention(): JSX.Element | null {
  const { aside, photosAside, questioned, news } = flow.value;
  const again = stops.value.filter(
    (stop) => stop.holding === "open" && ["re_read", "field_check", "special", "make_up"].includes(stop.task.kind),
  );
  const open = news.filter((row) => row.seen === 0);
  if (!aside.length && !photosAside.length && !questioned.length && !again.length && !open.length) return null;
  return (
    <section class="card">
      <h2>{t("sync.attention")}</h2>
      {aside.map((entry) => (
        <AsideEntry key={entry.id} entry={entry} />
      ))}
      {photosAside.map((photo) => (
        <AsidePhoto key={`${photo.entry_id}/${photo.sha256}`} photo={photo} />
      ))}
      {again.map((stop) => (
        <Item
          key={stop.id}
          icon="again"
          title={<Named task={stop.id} text={t(`kind.${stop.task.kind}`)} />}
          detail={stop.task.reason ? (textOf(`task_reason.${stop.task.reason}`) ?? stop.task.reason) : t("sync.go_there")}
          action={
            <Link to={`/stop/${stop.id}`} class="pill doubt tap">
              {t("sync.go")}
            </Link>
          }
        />
      ))}
      {questioned.map((entry) => (
        <Questioned key={entry.id} entry={entry} />
      ))}
      {open.map((row) => (
        <NewsItem key={row.id} row={row} />
      ))}
    </section>
  );
}

function Trouble(): JSX.Element | null {
  const { trouble, nextAt } = status.value;
  if (!trouble) return null;
  return (
    <Notice
      tone={trouble.kind === "unreachable" || trouble.kind === "slow" || trouble.kind === "busy" ? "doubt" : "wrong"}
      title={t(`trouble.${trouble.kind}.title`)}
    >
      {t(`trouble.${trouble.kind}.do`)}
      {nextAt ? t("trouble.next", { at: clockTime(nextAt) }) : ""}
    </Notice>
  );
}

export function SyncPage(): JSX.Element {
  const { running, phase } = status.value;
  const last = meta.value?.last_contact ?? 0;
  const [closing, setClosing] = useState(false);
  const left = counts.value.open;
  const close = async (): Promise<void> => {
    const current = session.value;
    if (!current) return;
    await closeDay(current);
    setClosing(false);
    saved(current.phone);
    void syncNow("button");
    toast(t("day.closed"), { icon: "check" });
  };
  return (
    <main class="page sync">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
        <h1 class="grow">{t("sync.title")}</h1>
        <span class="small muted">{last ? t("sync.last", { at: clockTime(last) }) : t("sync.never")}</span>
      </header>
      <Tiles />
      <Trouble />
      {othersUnsent.value ? (
        <Notice tone="doubt" title={t("sign_in.others", { n: othersUnsent.value })}>
          {t("sign_in.others.detail")}
        </Notice>
      ) : null}
      <Photos />
      <Ledger />
      <Attention />
      <Link to="/courier" class="btn quiet">
        <Icon name="person" /> {t("sync.courier")}
      </Link>
      <Link to="/receipts" class="btn quiet">
        <Icon name="list" /> {t("sync.receipts")}
      </Link>
      {closing ? (
        <Notice tone={left ? "doubt" : "info"} title={left ? t("day.left", { n: left }) : t("day.ask")}>
          {t("day.detail")}
          <div class="row gap-top">
            <Button small kind="primary" onClick={() => void close()}>
              {t("day.close")}
            </Button>
            <Button small kind="plain" onClick={() => setClosing(false)}>
              {t("action.cancel")}
            </Button>
          </div>
        </Notice>
      ) : null}
      <div class="acts push-down">
        <Button kind="primary" icon="upload" busy={running} onClick={() => void syncNow("button")}>
          {running ? t(`sync.phase.${phase}`) : t("sync.now")}
        </Button>
        <div class="row">
          <Button class="grow" onClick={() => go("/")}>
            {t("stop.to_list")}
          </Button>
          <Button class="grow" disabled={closing} onClick={() => setClosing(true)}>
            {t("day.close")}
          </Button>
        </div>
      </div>
    </main>
  );
}
