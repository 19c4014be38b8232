/** Part of a run to another reader: choose stops, choose whose they become, say why, read what became of it. */
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice, RoundButton } from "../../../ui/parts.tsx";
import { go } from "../../../ui/router.tsx";
import { Contact } from "../frame/contact.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Moved, Page, Person, Run, RunTask, TodayRow } from "../wire.ts";
import { whysOf } from "./matrix.ts";
import { between, matches, parseRanges, type Stop, toggleAll } from "./selection.ts";
import { StopList } from "./stop-list.tsx";

const MOVABLE = new Set(["open", "skipped", "returned"]);

const stopOf = (task: RunTask): Stop => ({
  id: task.id,
  sequence: task.sequence,
  state: task.state,
  pointNumber: task.point.number,
  address: task.point.address,
  accountName: task.point.name ?? "",
  assetNumber: task.meter?.asset_number ?? "",
  box: task.box?.barcode ?? "",
});

/** All stops of a run, page after page. */
async function allTasks(runId: string, signal: AbortSignal): Promise<RunTask[]> {
  const tasks: RunTask[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<RunTask> = await call<Page<RunTask>>("GET", `/runs/${runId}/tasks`, { query: { limit: 500, cursor }, signal });
    tasks.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return tasks;
}

/** What was moved and from whom, so that it can be moved back. Stops that nobody held stay where they are. */
interface Done {
  readonly moved: Moved;
  readonly name: string;
  readonly from: ReadonlyMap<string, readonly string[]>;
}

function fromWhom(ids: readonly string[], holders: ReadonlyMap<string, Person | null>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const id of ids) {
    const before = holders.get(id)?.id;
    if (before) found.set(before, [...(found.get(before) ?? []), id]);
  }
  return found;
}

function Result({ done, busy, onBack }: { done: Done; busy: boolean; onBack: (() => void) | null }): JSX.Element {
  const { moved, name } = done;
  return (
    <Notice
      tone={moved.skipped.length ? "doubt" : "got"}
      title={t("move.done", { n: moved.moved.length, name })}
      action={
        onBack ? (
          <Button small busy={busy} onClick={onBack}>
            {t("move.back")}
          </Button>
        ) : undefined
      }
    >
      {t("move.done.detail")}
      {moved.skipped.length ? (
        <ul class="plain-list">
          {whysOf(moved.skipped).map(([why, n]) => (
            <li key={why}>{t("move.not_moved", { n, why: codeText("move.why", why) })}</li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}

export function Mover({
  run,
  readers,
  today,
  onMoved,
}: {
  run: Run;
  readers: readonly Person[];
  today: readonly TodayRow[];
  onMoved: () => Promise<unknown>;
}): JSX.Element {
  const tasks = useAsk<RunTask[]>(`tasks/${run.id}`, (signal) => allTasks(run.id, signal));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [ranges, setRanges] = useState("");
  const [search, setSearch] = useState("");
  const [holder, setHolder] = useState("");
  const [reason, setReason] = useState("");
  const [result, setResult] = useState<Done | null>(null);
  const touched = useRef<string | null>(null);
  const move = useAct((ids: string[]) =>
    call<Moved>("POST", "/tasks/move", { body: { task_ids: ids, holder_id: holder, reason: reason.trim() } }),
  );
  const moveBack = useAct(async (from: Done["from"]) => {
    const skipped: Moved["skipped"] = [];
    const moved: string[] = [];
    for (const [before, ids] of from) {
      const answer = await call<Moved>("POST", "/tasks/move", {
        body: { task_ids: ids, holder_id: before, reason: t("move.back.reason") },
      });
      moved.push(...answer.moved);
      skipped.push(...answer.skipped);
    }
    return { moved, skipped };
  });
  const back = async (from: Done["from"]): Promise<void> => {
    const done = await moveBack.run(from);
    if (!done) return;
    const names = [...from.keys()].map((id) => readers.find((one) => one.id === id)?.name ?? "");
    setResult({ moved: done, name: names.join(" · "), from: new Map() });
    await Promise.all([tasks.again(), onMoved()]);
  };
  const missing = selected.size === 0 ? "stops" : holder === "" ? "holder" : reason.trim() === "" ? "reason" : null;
  const stops = useMemo(() => (tasks.data ?? []).map(stopOf), [tasks.data]);
  const holders = useMemo(() => new Map((tasks.data ?? []).map((task) => [task.id, task.holder])), [tasks.data]);
  const [onlyOpen, setOnlyOpen] = useState(true);
  const shown = useMemo(
    () => stops.filter((stop) => matches(stop, search) && (!onlyOpen || MOVABLE.has(stop.state))),
    [stops, search, onlyOpen],
  );
  const movable = (ids: readonly string[]): string[] => ids.filter((id) => MOVABLE.has(stops.find((stop) => stop.id === id)?.state ?? ""));
  const parsed = parseRanges(ranges, stops.at(-1)?.sequence ?? 0);
  const pick = (id: string, reach: boolean): void => {
    const order = shown.map((stop) => stop.id);
    const ids = reach && touched.current ? between(order, touched.current, id) : [id];
    setSelected(reach ? new Set([...selected, ...movable(ids)]) : toggleAll(selected, movable(ids)));
    touched.current = id;
  };
  const contacts = new Map(today.map((row) => [row.person.id, row]));
  return (
    <section class="mover" aria-label={run.route.name}>
      <header class="row">
        <div class="grow">
          <h1>{run.route.name}</h1>
          <div class="small muted num">
            {run.route.code} · {t("assign.stops", { n: stops.length || run.counts.total })}
          </div>
        </div>
        <RoundButton icon="close" label={t("action.close")} onClick={() => go("/assign")} />
      </header>
      <div class="mover-tools">
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            if (parsed.ok)
              setSelected(new Set([...selected, ...movable(stops.filter((stop) => parsed.has(stop.sequence)).map((stop) => stop.id))]));
          }}
        >
          <input
            class="input"
            value={ranges}
            placeholder={t("move.ranges")}
            aria-label={t("move.ranges.label")}
            onInput={(event) => setRanges(event.currentTarget.value)}
          />
          <Button type="submit" small disabled={!tasks.data || !parsed.ok || parsed.count === 0}>
            {t("move.select")}
          </Button>
        </form>
        <input
          class="input"
          type="search"
          value={search}
          placeholder={t("move.search")}
          aria-label={t("move.search")}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </div>
      {parsed.ok ? null : <p class="small wrong-text">{t("move.bad_range", { part: parsed.part })}</p>}
      <Answer asked={tasks}>
        {() => (
          <StopList
            stops={shown}
            selected={selected}
            holders={holders}
            movable={(stop) => MOVABLE.has(stop.state)}
            onlyOpen={onlyOpen}
            onOnlyOpen={setOnlyOpen}
            onPick={pick}
            onAll={() => setSelected(toggleAll(selected, movable(shown.map((stop) => stop.id))))}
            onBox={(box) => setSelected(toggleAll(selected, movable(stops.filter((stop) => stop.box === box).map((stop) => stop.id))))}
          />
        )}
      </Answer>
      <form
        class="mover-foot"
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await move.run([...selected]);
          if (!done) return;
          setResult({ moved: done, name: readers.find((one) => one.id === holder)?.name ?? "", from: fromWhom(done.moved, holders) });
          setSelected(new Set());
          setRanges("");
          setReason("");
          await Promise.all([tasks.again(), onMoved()]);
        }}
      >
        {result ? <Result done={result} busy={moveBack.busy} onBack={result.from.size ? () => void back(result.from) : null} /> : null}
        <Trouble error={move.error ?? moveBack.error} />
        <div class="target-list" role="radiogroup" aria-label={t("move.to")}>
          {readers.map((person) => {
            const row = contacts.get(person.id);
            return (
              // biome-ignore lint/a11y/useSemanticElements: a card that is chosen, with facts inside
              <button
                key={person.id}
                type="button"
                role="radio"
                aria-checked={holder === person.id}
                class="choice target"
                onClick={() => setHolder(person.id)}
              >
                <span>
                  {person.name}
                  <Contact at={row?.last_contact ?? null} />
                </span>
                <span class="small muted nowrap">{t("move.open_now", { n: row?.tasks.open ?? 0 })}</span>
              </button>
            );
          })}
        </div>
        <div class="row bottom">
          <div class="grow">
            <ReasonField label={t("move.reason")} value={reason} onChange={setReason} />
          </div>
          <Button type="submit" kind="primary" busy={move.busy} disabled={missing !== null}>
            {t("move.do", { n: selected.size })}
          </Button>
          {missing ? <span class="small muted">{t(`move.missing.${missing}`)}</span> : null}
        </div>
      </form>
    </section>
  );
}
