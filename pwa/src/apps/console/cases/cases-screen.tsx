/** 异常工单: queue, evidence, reasons, and the decision on one line. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { go, Link } from "../../../ui/router.tsx";
import { openCases } from "../frame/open-cases.ts";
import { Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { CaseItem, Page } from "../wire.ts";
import { AcceptMany } from "./accept-many.tsx";
import { CaseView } from "./case-view.tsx";
import { afterDeciding, neighbour } from "./keys.ts";
import { Queue, type QueueView } from "./queue.tsx";

const PAGE = 100;
/** The server takes so many at once. */
const MOST_AT_ONCE = 500;

/** All pages up to what was asked for, one after another: a decision reloads as much as was on the screen. */
async function load(branchId: number, view: QueueView, pages: number, signal: AbortSignal): Promise<Page<CaseItem>> {
  const items: CaseItem[] = [];
  let next: string | null = null;
  let total = 0;
  for (let page = 0; page < pages; page += 1) {
    const answer: Page<CaseItem> = await call<Page<CaseItem>>("GET", "/cases", {
      query: { branch_id: branchId, state: view.state, kind: view.kind || null, sort: view.sort, cursor: next, limit: PAGE },
      signal,
    });
    items.push(...answer.items);
    next = answer.next;
    total = answer.total ?? items.length;
    if (next === null) break;
  }
  return { items, next, total };
}

function Empty({ view }: { view: QueueView }): JSX.Element {
  const all = view.state === "open" && view.kind === "";
  return (
    <div class="empty">
      <div class="empty-mark" aria-hidden="true">
        ✓
      </div>
      <h1>{t(all ? "case.empty" : "case.empty.filtered")}</h1>
      <p class="muted">{t(all ? "case.empty.detail" : "case.empty.filtered.detail")}</p>
      {all ? (
        <p>
          <Link to="/release" class="btn quiet">
            {t("nav.release")}
          </Link>
        </p>
      ) : null}
    </div>
  );
}

export function CasesScreen({ branchId, caseId }: { branchId: number; period: string; caseId: string | null }): JSX.Element {
  const [view, setView] = useState<QueueView>({ kind: "", sort: "weight", state: "open" });
  const [pages, setPages] = useState(1);
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null);
  const [accepting, setAccepting] = useState(false);
  const key = `cases/${branchId}/${view.state}/${view.kind}/${view.sort}`;
  const queue = useAsk<Page<CaseItem>>(key, (signal) => load(branchId, view, pages, signal), 60_000);
  const items = queue.data?.items ?? [];
  const order = items.map((item) => item.id);
  useEffect(() => {
    if (queue.data && view.state === "open" && view.kind === "") openCases.value = queue.data.total ?? 0;
  }, [queue.data, view]);
  useEffect(() => {
    if (pages > 1) void queue.again();
  }, [pages]);
  const first = order[0];
  useEffect(() => {
    if (caseId === null && first) go(`/cases/${first}`, { replace: true });
  }, [caseId, first]);

  const step = (by: 1 | -1): void => {
    const next = neighbour(order, caseId, by);
    if (next && next !== caseId) go(`/cases/${next}`);
  };
  const done = async (decided: string): Promise<void> => {
    const next = afterDeciding(order, decided);
    await queue.again();
    if (caseId === decided && view.state === "open") go(next ? `/cases/${next}` : "/cases");
  };
  const reopened = async (caseAgain: string): Promise<void> => {
    go(`/cases/${caseAgain}`);
    await queue.again();
  };
  return (
    <div class="cases">
      <Queue
        items={items}
        total={queue.data?.total ?? items.length}
        more={queue.data?.next != null}
        onMore={() => setPages(pages + 1)}
        view={view}
        onView={(next) => {
          setPages(1);
          setTicked(null);
          setView(next);
          go("/cases", { replace: true });
        }}
        chosen={caseId}
        several={ticked ? { ticked, onTick: setTicked, onAccept: () => setAccepting(true) } : null}
        onSeveral={(on) => setTicked(on ? new Set() : null)}
      />
      {accepting && ticked ? (
        <AcceptMany
          ids={[...ticked].slice(0, MOST_AT_ONCE)}
          onClose={() => {
            setAccepting(false);
            setTicked(null);
          }}
          onDone={() => queue.again()}
        />
      ) : null}
      {queue.error ? (
        <div class="case-wait">
          <Trouble error={queue.error} again={() => void queue.again()} />
        </div>
      ) : caseId ? (
        <CaseView key={caseId} caseId={caseId} onStep={step} onDone={done} onReopened={reopened} />
      ) : queue.data && items.length === 0 ? (
        <Empty view={view} />
      ) : null}
    </div>
  );
}
