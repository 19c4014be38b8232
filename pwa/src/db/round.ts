/** The round on the phone: runs and tasks as the server sent them, what became of each, and putting in a new round in one stroke. */
import type { Codes, Gone, HoldingState, PullAnswer, Receipt, Run, Settings, Task, TaskState } from "../domain/types.ts";
import { getSecret, type Meta, type Phone, putMeta, putSecret, type TaskRow } from "./database.ts";
import { newId } from "./ids.ts";

export interface HeldTask extends Omit<TaskRow, "sealed"> {
  readonly task: Task;
}

const place = (id: string): string => `task/${id}`;

async function sealTask(phone: Phone, task: Task): Promise<Pick<TaskRow, "sealed">> {
  return { sealed: await phone.vault.seal(place(task.id), task) };
}

async function openTask(phone: Phone, row: TaskRow): Promise<HeldTask> {
  const { sealed, ...rest } = row;
  return { ...rest, task: await phone.vault.open<Task>(place(row.id), sealed) };
}

export async function loadTasks(phone: Phone): Promise<HeldTask[]> {
  const rows = await phone.db.tasks.toArray();
  return Promise.all(rows.map((row) => openTask(phone, row)));
}

export async function loadTask(phone: Phone, id: string): Promise<HeldTask | null> {
  const row = await phone.db.tasks.get(id);
  return row ? openTask(phone, row) : null;
}

export async function loadRuns(phone: Phone): Promise<Run[]> {
  const rows = await phone.db.runs.toArray();
  return Promise.all(rows.map((row) => phone.vault.open<Run>(`run/${row.id}`, row.sealed)));
}

export const loadCodes = (phone: Phone): Promise<Codes | null> => getSecret<Codes>(phone, "codes");
export const loadSettings = (phone: Phone): Promise<Settings | null> => getSecret<Settings>(phone, "settings");

/**
 * What is left of a task that is no longer this reader's: enough to recognise it, nothing about the customer. A stop that was
 * settled without the reader keeps its address, since the reader still passes there and has to know that it is done.
 */
function stripped(task: Task, why: Gone["why"]): Task {
  const address = why === "closed_elsewhere" ? task.point.address : "";
  return {
    ...task,
    reason: null,
    point: { ...task.point, name: null, address, account_number: null, hint: null, lat: null, lon: null },
    registers: [],
  };
}

/** What the server last said of tasks, folded over all pages of one pull. */
export interface News {
  readonly snapshot: boolean;
  readonly tasks: ReadonlyMap<string, Task>;
  readonly runs: ReadonlyMap<string, Run>;
  readonly gone: ReadonlyMap<string, Gone>;
  readonly states: ReadonlyMap<string, { version: number; state: TaskState; holding: HoldingState }>;
  readonly last: PullAnswer;
  readonly codes: Codes | null;
  readonly settings: Settings | null;
  readonly verdicts: PullAnswer["verdicts"];
  readonly orders: PullAnswer["orders"];
}

export function foldPages(pages: readonly PullAnswer[]): News {
  const last = pages.at(-1);
  if (!last) throw new Error("no page");
  return {
    snapshot: pages.some((page) => page.snapshot),
    tasks: new Map(pages.flatMap((page) => page.tasks.map((task) => [task.id, task] as const))),
    runs: new Map(pages.flatMap((page) => page.runs.map((run) => [run.id, run] as const))),
    gone: new Map(pages.flatMap((page) => page.gone.map((gone) => [gone.task_id, gone] as const))),
    states: new Map(pages.flatMap((page) => (page.states ?? []).map((state) => [state.task_id, state] as const))),
    verdicts: pages.flatMap((page) => page.verdicts),
    orders: pages.flatMap((page) => page.orders),
    codes: pages.find((page) => page.codes)?.codes ?? null,
    settings: pages.find((page) => page.settings)?.settings ?? null,
    last,
  };
}

/**
 * Puts what was pulled into the database in one transaction: a reader sees the old round or the new one, never a mixture, and
 * nothing unsent is touched. `receivedBefore`: entries that had their receipt before this pull began; for these the server's word
 * on the task already includes them.
 */
export async function absorb(phone: Phone, news: News, receivedBefore: ReadonlySet<string>, meta: Partial<Meta>): Promise<void> {
  const { db, vault } = phone;
  const known = new Map((await db.tasks.toArray()).map((row) => [row.id, row] as const));
  const put: TaskRow[] = [];
  const remove: string[] = [];

  const settled = (row: TaskRow | undefined): TaskRow["mine"] => {
    const mine = row?.mine ?? null;
    return mine && { ...mine, settled: receivedBefore.has(mine.entry_id) };
  };

  for (const task of news.tasks.values()) {
    const before = known.get(task.id);
    put.push({
      id: task.id,
      run_id: task.run_id,
      home: task.home,
      sequence: task.sequence,
      version: task.version,
      state: task.state,
      holding: news.states.get(task.id)?.holding ?? null,
      gone: null,
      mine: settled(before),
      ...(await sealTask(phone, task)),
    });
  }
  for (const [id, said] of news.states) {
    const before = known.get(id);
    if (!before || news.tasks.has(id) || news.gone.has(id)) continue;
    put.push({ ...before, version: said.version, state: said.state, holding: said.holding, gone: null, mine: settled(before) });
  }
  const leave = async (row: TaskRow, why: Gone["why"], version: number, holding: HoldingState | null): Promise<void> => {
    const task = await vault.open<Task>(place(row.id), row.sealed);
    put.push({ ...row, version, gone: why, holding, mine: settled(row), ...(await sealTask(phone, stripped(task, why))) });
  };
  for (const gone of news.gone.values()) {
    const before = known.get(gone.task_id);
    if (before && !news.tasks.has(gone.task_id)) await leave(before, gone.why, gone.version, gone.state ?? null);
  }
  if (news.snapshot) {
    for (const row of known.values()) {
      if (news.tasks.has(row.id) || news.gone.has(row.id) || news.states.has(row.id)) continue;
      // A run that the server no longer carries is over; a task missing from one that it does carry has gone to somebody else.
      if (!news.runs.has(row.run_id)) {
        const mine = settled(row);
        if (mine && !mine.settled) put.push({ ...row, mine });
        else remove.push(row.id);
      } else if (row.gone === null) await leave(row, "moved", row.version, null);
    }
  }
  const runs = await Promise.all(
    [...news.runs.values()].map(async (run) => ({ id: run.id, sealed: await vault.seal(`run/${run.id}`, run) })),
  );
  const told = await Promise.all(
    [
      ...news.verdicts.map((verdict) => ({
        id: `verdict/${verdict.entry_id}/${verdict.text_code}`,
        kind: "verdict",
        value: verdict as unknown,
      })),
      ...news.orders.map((order) => ({ id: `order/${String(order["id"] ?? newId())}`, kind: order.kind, value: order as unknown })),
    ].map(async ({ id, kind, value }) => ({ id, kind, at: Date.now(), seen: 0 as const, sealed: await vault.seal(`news/${id}`, value) })),
  );
  // A delta needn't repeat what the phone has.
  for (const key of ["codes", "settings"] as const) if (news[key]) await putSecret(phone, key, news[key]);

  await db.transaction("rw", db.tasks, db.runs, db.news, db.meta, async () => {
    // Another tab, or the reader's thumb, may have saved since: what is `mine` now wins over what was read above.
    const now = new Map((await db.tasks.toArray()).map((row) => [row.id, row] as const));
    const word = { incarnation: news.last.incarnation, seen: { ...news.last.seen } };
    const fresh = put.map((said) => {
      const row = { ...said, word };
      const current = now.get(row.id);
      const changed = current?.mine && current.mine.entry_id !== known.get(row.id)?.mine?.entry_id;
      return changed ? { ...row, mine: current.mine } : row;
    });
    await db.tasks.bulkDelete(remove.filter((id) => !now.get(id)?.mine || receivedBefore.has(now.get(id)?.mine?.entry_id ?? "")));
    await db.tasks.bulkPut(fresh);
    if (news.snapshot) {
      const held = new Set((await db.tasks.toArray()).map((row) => row.run_id));
      const over = (await db.runs.toCollection().primaryKeys()).filter((id) => !news.runs.has(id) && !held.has(id));
      await db.runs.bulkDelete(over);
    }
    await db.runs.bulkPut(runs);
    for (const row of told) if (!(await db.news.get(row.id))) await db.news.add(row);
    await putMeta(db, meta);
  });
}

/**
 * A receipt's outcome for the task that an entry was about. Inside the caller's transaction. A receipt whose first answer was lost
 * may come after news that include it already: then the server's word stands.
 */
export async function settleTask(phone: Phone, taskId: string, entryId: string, receipt: Receipt, incarnation: string): Promise<void> {
  const row = await phone.db.tasks.get(taskId);
  if (row?.mine?.entry_id !== entryId) return;
  const { mark } = receipt;
  const included = row.word?.incarnation === incarnation && mark.change_seq <= (row.word.seen[String(mark.home)] ?? -1);
  await phone.db.tasks.put({ ...row, mine: { ...row.mine, outcome: receipt.outcome, reason: receipt.reason ?? null, settled: included } });
}
