/** News from the office: deltas since the cursor, or a whole round in pages that goes in at one stroke. */
import { Problem } from "../api/client.ts";
import { getMeta, type Phone, putMeta } from "../db/database.ts";
import { absorb, foldPages } from "../db/round.ts";
import type { PullAnswer } from "../domain/types.ts";
import { noteContact, offerAgain } from "./push.ts";
import type { Transport } from "./transport.ts";

export interface PullDeps {
  readonly phone: Phone;
  readonly transport: Transport;
  readonly now: () => number;
  readonly onProgress: (tasks: number) => void;
  /** The round in the database is another one now. */
  readonly onRound: () => void;
}

async function receivedEntries(phone: Phone): Promise<Set<string>> {
  const held = await phone.db.tasks.toArray();
  const ids = held.flatMap((row) => (row.mine ? [row.mine.entry_id] : []));
  const rows = await phone.db.entries.bulkGet(ids);
  return new Set(rows.flatMap((row) => (row?.state === "received" ? [row.id] : [])));
}

/** One pull: a delta, or all pages of a snapshot. Answers whether there is more. */
async function pullOnce(deps: PullDeps): Promise<boolean> {
  const { phone, transport } = deps;
  const received = await receivedEntries(phone);
  const cursor = await getMeta(phone.db, "cursor");
  const pages: PullAnswer[] = [];
  let page: string | null = null;
  do {
    const sentAt = deps.now();
    const answer: PullAnswer = await transport.pull(cursor, page);
    const restored = await noteContact(phone, answer, sentAt, deps.now());
    // The server was restored between two pages: what came before is of another time.
    if (restored && pages.length) return true;
    pages.push(answer);
    deps.onProgress(pages.reduce((sum, one) => sum + one.tasks.length, 0));
    page = answer.page;
  } while (page !== null);
  const news = foldPages(pages);
  await absorb(phone, news, received, {
    cursor: news.last.cursor,
    ...(news.snapshot ? { downloaded_at: deps.now() } : {}),
  });
  for (const order of news.orders) {
    if (order.kind !== "offer_again") continue;
    const above = (order["above"] ?? {}) as Record<string, number>;
    await offerAgain(phone, (row) => {
      const limit = row.mark ? above[String(row.mark.home)] : undefined;
      return row.mark !== null && limit !== undefined && row.mark.change_seq > limit;
    });
  }
  deps.onRound();
  return news.last.more;
}

const RESTART_CODES = new Set(["cursor_expired", "bad_cursor", "page_expired", "bad_page"]);

export async function pullAll(deps: PullDeps): Promise<void> {
  let restarts = 0;
  for (;;) {
    try {
      if (!(await pullOnce(deps))) return;
    } catch (error) {
      // A cursor or page that the server no longer knows: begin with a whole round again.
      const restart =
        error instanceof Problem && (RESTART_CODES.has(error.body.code) || error.body.status === 410 || error.body.status === 400);
      if (!restart || restarts >= 1) throw error;
      restarts += 1;
      await putMeta(deps.phone.db, { cursor: null });
    }
  }
}
