/** The round as the screens see it: unsealed in memory, kept in step with the database by this page and by other tabs. */
import { batch, computed, signal } from "@preact/signals";
import type { EntryRow, NewsRow, Phone, PhotoRow } from "../../db/database.ts";
import { type Meta, readMeta, serverNow } from "../../db/database.ts";
import { type HeldTask, loadCodes, loadRuns, loadSettings, loadTasks } from "../../db/round.ts";
import { Identifiers } from "../../domain/identify.ts";
import { holdingOf, ledger, type Mine } from "../../domain/ledger.ts";
import type { Listed } from "../../domain/stops.ts";
import type { Codes, HoldingState, MeterFound, Run, Settings, Task } from "../../domain/types.ts";
import { setTimeZone } from "../../i18n/format.ts";
import { IDLE, type Status } from "../../sync/status.ts";
import { NO_CODES } from "./words.ts";

export interface Stop extends Listed {
  readonly task: Task;
  readonly mine: Mine | null;
  readonly gone: HeldTask["gone"];
  /** As the database holds it: what the server said, apart from what this phone did. */
  readonly held: HeldTask;
}

export interface Flow {
  readonly here: number;
  readonly unsent: number;
  readonly got: number;
  readonly photosOwed: number;
  readonly photosGot: number;
  readonly photoBytes: number;
  readonly photosWaiting: readonly PhotoRow[];
  readonly aside: readonly EntryRow[];
  readonly photosAside: readonly PhotoRow[];
  /** Received, but not simply applied: kept by the server for a person to decide. */
  readonly questioned: readonly EntryRow[];
  readonly news: readonly NewsRow[];
}

const EMPTY_FLOW: Flow = {
  here: 0,
  unsent: 0,
  got: 0,
  photosOwed: 0,
  photosGot: 0,
  photoBytes: 0,
  photosWaiting: [],
  aside: [],
  photosAside: [],
  questioned: [],
  news: [],
};

export const stops = signal<readonly Stop[]>([]);
export const runs = signal<ReadonlyMap<string, Run>>(new Map());
export const codes = signal<Codes>(NO_CODES);
export const settings = signal<Settings | null>(null);
export const meta = signal<Meta | null>(null);
export const status = signal<Status>(IDLE);
export const flow = signal<Flow>(EMPTY_FLOW);
/** Tasks with something that is only on this phone. */
export const unsentTasks = signal<ReadonlySet<string>>(new Set());
export const loaded = signal(false);

export const byId = computed(() => new Map(stops.value.map((stop) => [stop.id, stop] as const)));
export const counts = computed(() => ledger(stops.value.map((stop) => stop.held)));
/** What is in the reader's hands or was done by them; what left for others isn't shown in the list of stops. */
export const listed = computed(() => stops.value.filter((stop) => stop.gone === null || stop.mine !== null));

export const identifiers = computed(
  () =>
    new Identifiers(
      listed.value.map(({ task }) => ({
        task_id: task.id,
        numbers: [task.meter.asset_number, task.meter.serial_number, task.meter.comm_address, task.point.number, task.point.account_number],
        box: task.box,
      })),
    ),
);

/** How the meter of a stop was found, handed from the scan to the stop that it opens. */
export const foundFor = new Map<string, MeterFound>();

/** A skip is the reader's line in the ledger for good; on the list it counts what became of the stop since. */
function shownAs(held: HeldTask): HoldingState {
  const state = holdingOf(held);
  return state === "skipped" && held.gone === "closed_elsewhere" ? "closed_elsewhere" : state;
}

function stopOf(held: HeldTask): Stop {
  const { task } = held;
  const haystack = [
    task.point.address,
    task.point.name,
    task.point.number,
    task.point.account_number,
    task.meter.asset_number,
    task.meter.serial_number,
    task.meter.comm_address,
    task.box?.barcode,
    task.box?.address,
  ]
    .filter(Boolean)
    .join(" ")
    .toLowerCase();
  return {
    id: held.id,
    run_id: held.run_id,
    sequence: held.sequence,
    task,
    mine: held.mine,
    gone: held.gone,
    holding: shownAs(held),
    haystack,
    held,
  };
}

/** By code units: dates, codes and ids need no language, and collation costs the first screen dearly. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function walkingOrder(known: ReadonlyMap<string, Run>): (a: Stop, b: Stop) => number {
  const rank = new Map(
    [...known.values()]
      .sort((a, b) => compare(a.window_from ?? "", b.window_from ?? "") || compare(a.route_code, b.route_code) || a.number - b.number)
      .map((run, i) => [run.id, i] as const),
  );
  return (a, b) => (rank.get(a.run_id) ?? 0) - (rank.get(b.run_id) ?? 0) || a.sequence - b.sequence || compare(a.id, b.id);
}

/** Unseals the whole round. */
export async function loadRound(phone: Phone): Promise<void> {
  const [held, someRuns, someCodes, someSettings, someMeta] = await Promise.all([
    loadTasks(phone),
    loadRuns(phone),
    loadCodes(phone),
    loadSettings(phone),
    readMeta(phone.db),
  ]);
  const map = new Map(someRuns.map((run) => [run.id, run] as const));
  if (someSettings) setTimeZone(someSettings.time_zone);
  batch(() => {
    runs.value = map;
    codes.value = someCodes ?? NO_CODES;
    settings.value = someSettings;
    meta.value = someMeta;
    stops.value = held.map(stopOf).sort(walkingOrder(map));
    loaded.value = true;
  });
}

/** After a save: the one stop that changed. */
export function markDone(taskId: string, mine: Mine): void {
  stops.value = stops.value.map((stop) => (stop.id === taskId ? stopOf({ ...stop.held, mine }) : stop));
}

/** Kinds of entries that a person would count. */
const COUNTED = ["visit", "skip", "return", "note", "inspection"] as const;
const WEEK_MS = 7 * 86_400_000;

/** Counts and states without unsealing anything. */
export async function refreshFlow(phone: Phone): Promise<void> {
  const { db } = phone;
  // What was received bears the server's clock.
  const here = await serverNow(phone, Date.now());
  const midnight = new Date(here).setHours(0, 0, 0, 0);
  const [waiting, photosWaiting, recent, photosRecent, news, rows, someMeta] = await Promise.all([
    db.entries.where("state").anyOf("here", "aside").toArray(),
    db.photos.where("state").anyOf("here", "aside").toArray(),
    db.entries
      .where("received_at")
      .above(here - WEEK_MS)
      .toArray(),
    db.photos.where("received_at").above(midnight).toArray(),
    db.news.toArray(),
    db.tasks.toArray(),
    readMeta(db),
  ]);
  const counted = (entry: EntryRow): boolean => (COUNTED as readonly string[]).includes(entry.kind);
  // A verdict is the end of the question, whatever it says (its row is named by the entry, see db/round.ts).
  const decided = new Set(news.flatMap((row) => (row.kind === "verdict" ? [row.id.split("/")[1]] : [])));
  const now = new Map(rows.map((row) => [row.id, row] as const));
  batch(() => {
    flow.value = {
      here: waiting.filter(counted).length,
      unsent: waiting.length,
      got: recent.filter((entry) => counted(entry) && entry.received_at >= midnight).length,
      photosOwed: photosWaiting.length,
      photosGot: photosRecent.length,
      photosWaiting,
      photoBytes: photosWaiting.reduce((sum, photo) => sum + photo.size, 0),
      aside: waiting.filter((entry) => entry.state === "aside"),
      photosAside: photosWaiting.filter((photo) => photo.state === "aside"),
      questioned: recent.filter(
        (entry) => entry.outcome !== null && !["applied", "duplicate"].includes(entry.outcome) && !decided.has(entry.id),
      ),
      news,
    };
    unsentTasks.value = new Set(waiting.flatMap((entry) => (entry.task_id && counted(entry) ? [entry.task_id] : [])));
    meta.value = someMeta;
    let changed = false;
    const next = stops.value.map((stop) => {
      const row = now.get(stop.id);
      if (
        !row ||
        (row.mine?.entry_id === stop.mine?.entry_id && row.mine?.outcome === stop.mine?.outcome && row.mine?.settled === stop.mine?.settled)
      )
        return stop;
      changed = true;
      return stopOf({ ...stop.held, mine: row.mine });
    });
    if (changed) stops.value = next;
  });
}
