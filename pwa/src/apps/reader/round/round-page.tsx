/** The list of stops: where the reader is on the walk, what is left, and the way to any stop. */
import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { choose, FILTERS, type Filter, filterOf } from "../../../domain/stops.ts";
import { fullDate } from "../../../i18n/format.ts";
import { Icon } from "../../../ui/icons.tsx";
import { Button, Notice, Progress } from "../../../ui/parts.tsx";
import { go, Link } from "../../../ui/router.tsx";
import { WindowList } from "../../../ui/window-list.tsx";
import { t } from "../first-words.ts";
import { counts, listed, meta, runs, type Stop, status } from "../store.ts";
import { syncNow } from "../sync/running.ts";
import { SyncPill } from "../sync/sync-pill.tsx";
import { takeUpdate, updateReady } from "../update.ts";
import { StopRow } from "./stop-row.tsx";

// Kept while the reader goes to a stop and comes back.
const filter = signal<Filter>("open");
const search = signal("");
export const reverse = signal(globalThis.localStorage?.getItem("reverse") === "yes");
const scroll = { current: 0 };
const later = signal(false);

const ROW = 76;
const HEADING = 44;
type Item = { readonly kind: "heading"; readonly run_id: string; readonly open: number } | { readonly kind: "stop"; readonly stop: Stop };

function show(next: Filter): void {
  filter.value = next;
  scroll.current = 0;
}

function turn(): void {
  reverse.value = !reverse.value;
  scroll.current = 0;
  localStorage.setItem("reverse", reverse.value ? "yes" : "no");
}

function grouped(stops: readonly Stop[], openIn: ReadonlyMap<string, number>): Item[] {
  const items: Item[] = [];
  let run = "";
  const many = new Set(stops.map((stop) => stop.run_id)).size > 1;
  for (const stop of stops) {
    if (many && stop.run_id !== run) items.push({ kind: "heading", run_id: stop.run_id, open: openIn.get(stop.run_id) ?? 0 });
    run = stop.run_id;
    items.push({ kind: "stop", stop });
  }
  return items;
}

/** How far a clock is off, in the unit a person would say it in. */
function howMuch(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 120) return t("banner.clock.minutes", { n: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t("banner.clock.hours", { n: hours }) : t("banner.clock.days", { n: Math.round(hours / 24) });
}

function Banners(): JSX.Element | null {
  const refused = meta.value?.refused;
  const skew = meta.value?.skew ?? 0;
  // Said where something would still be done in it.
  const open = new Set(listed.value.flatMap((stop) => (stop.holding === "open" ? [stop.run_id] : [])));
  const closed = [...runs.value.values()].find((run) => run.closed_at && open.has(run.id));
  return (
    <>
      {refused ? (
        <Notice tone="wrong" title={t(refused === "device_suspended" ? "banner.suspended.title" : "banner.refused.title")}>
          {t(refused === "device_suspended" ? "banner.suspended.detail" : "banner.refused.detail")}
        </Notice>
      ) : null}
      {closed?.closed_at ? (
        <Notice tone="doubt" title={t("banner.closed.title", { day: fullDate(closed.closed_at) })}>
          {t("banner.closed.detail")}
        </Notice>
      ) : null}
      {Math.abs(skew) > 300_000 ? (
        <Notice tone="doubt" title={t("banner.clock.title")}>
          {t("banner.clock.detail", { much: howMuch(skew) })}
        </Notice>
      ) : null}
      {updateReady.value && !later.value ? (
        <Notice tone="info" title={t("banner.update.title")}>
          {t("banner.update.detail")}
          <div class="row gap-top">
            <Button small kind="primary" onClick={takeUpdate}>
              {t("action.update")}
            </Button>
            <Button
              small
              kind="plain"
              onClick={() => {
                later.value = true;
              }}
            >
              {t("action.later")}
            </Button>
          </div>
        </Notice>
      ) : null}
    </>
  );
}

function Heading({ run_id, open }: { run_id: string; open: number }): JSX.Element {
  const run = runs.value.get(run_id);
  return (
    <h2 class="run-heading">
      <span class="grow ellipsis">{run ? `${run.route_name} · ${run.period}` : t("round.other_run")}</span>
      <span class="muted small">{t("round.left", { n: open })}</span>
    </h2>
  );
}

export function RoundPage(): JSX.Element {
  const all = listed.value;
  const total = counts.value;
  const [, redraw] = useState(0);
  const stops = choose(all, { filter: filter.value, search: search.value, reverse: reverse.value });
  // A search that finds nothing here may find the stop under another filter.
  const elsewhere = stops.length || !search.value ? 0 : choose(all, { filter: "all", search: search.value, reverse: false }).length;
  const per: Record<string, number> = { open: 0, done: 0, skipped: 0, returned: 0 };
  const openIn = new Map<string, number>();
  for (const stop of all) {
    const under = filterOf(stop.holding);
    per[under] = (per[under] ?? 0) + 1;
    if (under === "open") openIn.set(stop.run_id, (openIn.get(stop.run_id) ?? 0) + 1);
  }
  const [only] = runs.value.size === 1 ? [...runs.value.values()] : [];
  const done = all.length - (per["open"] ?? 0);
  useEffect(() => {
    if (filter.value === "open" && !per["open"] && all.length) {
      filter.value = "all";
      redraw((n) => n + 1);
    }
  }, [all.length]);

  const filters = useRef<HTMLDivElement>(null);
  useEffect(() => {
    filters.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [filter.value]);

  return (
    <main class="round">
      <header class="top">
        <div class="grow">
          <h1 class="ellipsis">{only ? only.route_name : t("round.title", { n: runs.value.size })}</h1>
          <div class="small muted">{t("round.progress", { done, all: all.length, left: per["open"] ?? 0 })}</div>
        </div>
        <SyncPill />
        <Link to="/settings" class="round-btn" label={t("settings.title")}>
          <Icon name="sliders" />
        </Link>
      </header>
      <div class="side">
        <Progress brand done={done} of={all.length} label={t("round.progress_label")} />
        <Banners />
        <div class="row">
          <label class="search grow">
            <Icon name="search" />
            <input
              type="search"
              class="input"
              placeholder={t("round.search")}
              aria-label={t("round.search")}
              value={search.value}
              onInput={(event) => {
                search.value = event.currentTarget.value;
                scroll.current = 0;
              }}
            />
          </label>
          <button type="button" class="chip square" aria-pressed={reverse.value} aria-label={t("round.reverse")} onClick={turn}>
            <Icon name="order" />
          </button>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that the screen doesn't show */}
        <div ref={filters} class="filters" role="group" aria-label={t("round.filters")}>
          {FILTERS.map((key) => (
            <button key={key} type="button" class="chip" aria-pressed={filter.value === key} onClick={() => show(key)}>
              {t(`filter.${key}`)} <span class="num">{key === "all" ? all.length : per[key]}</span>
            </button>
          ))}
        </div>
      </div>
      {stops.length ? (
        <WindowList
          key={`${filter.value}|${search.value}|${reverse.value}`}
          items={grouped(stops, openIn)}
          height={(item) => (item.kind === "heading" ? HEADING : ROW)}
          keyOf={(item) => (item.kind === "heading" ? `run/${item.run_id}` : item.stop.id)}
          draw={(item) => (item.kind === "heading" ? <Heading {...item} /> : <StopRow stop={item.stop} />)}
          label={t("round.stops")}
          scroll={scroll}
        />
      ) : (
        <div class="nothing">
          <b>{all.length ? t("round.none_here") : t("round.none")}</b>
          {elsewhere ? (
            <Button onClick={() => show("all")}>{t("round.elsewhere", { n: elsewhere })}</Button>
          ) : (
            <span class="muted">{all.length ? t("round.none_here.do") : t("round.none.do")}</span>
          )}
          {all.length ? null : (
            <Button icon="sync" busy={status.value.running} onClick={() => void syncNow("button")}>
              {t("round.ask")}
            </Button>
          )}
          {total.ever && !all.length ? <span class="small muted">{t("round.moved_away", { n: total.ever })}</span> : null}
        </div>
      )}
      {all.length ? (
        <footer class="bottom">
          <Button kind="quiet" icon="keyboard" onClick={() => go("/scan?digits=1")}>
            {t("round.digits")}
          </Button>
          <Button kind="primary" icon="scan" class="grow" onClick={() => go("/scan")}>
            {t("round.scan")}
          </Button>
        </footer>
      ) : null}
    </main>
  );
}
