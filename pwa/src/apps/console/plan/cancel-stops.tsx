/** 取消抄表任务: stops that needn't be read, with a reason; what was cancelled can be given back. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { BothEnds, Button, Segments } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { Answer } from "../frame/trouble.tsx";
import { Windowed } from "../frame/windowed.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Page, Run, RunTask } from "../wire.ts";

const CANCELLABLE = new Set(["open", "skipped", "returned"]);
const ROW = 44;
type Deed = "cancel" | "reopen";

async function stopsOf(runId: string, deed: Deed, signal: AbortSignal): Promise<RunTask[]> {
  const found: RunTask[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<RunTask> = await call<Page<RunTask>>("GET", `/runs/${runId}/tasks`, { query: { limit: 500, cursor }, signal });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found.filter((task) => (deed === "cancel" ? CANCELLABLE.has(task.state) : task.state === "cancelled"));
}

function Stops({
  tasks,
  chosen,
  onChoose,
}: {
  tasks: readonly RunTask[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: Set<string>) => void;
}): JSX.Element {
  const all = tasks.length > 0 && tasks.every((task) => chosen.has(task.id));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <div class="stop-list cancel-list">
      <div class="stop-head small muted">
        <label class="tick">
          <input type="checkbox" checked={all} onChange={() => onChoose(new Set(all ? [] : tasks.map((task) => task.id)))} />
          <span>{chosen.size ? t("move.selected", { n: chosen.size }) : t("move.shown", { n: tasks.length })}</span>
        </label>
      </div>
      <Windowed items={tasks} rowHeight={ROW} label={t("plan.stops")}>
        {(task) => (
          <label class={chosen.has(task.id) ? "tick cancel-row on" : "tick cancel-row"}>
            <input type="checkbox" checked={chosen.has(task.id)} onChange={() => toggle(task.id)} />
            <span class="num muted seq">{task.sequence}</span>
            <span class="grow">
              <BothEnds text={task.point.address} />
            </span>
            <span class={`small state-word ${task.state}`}>{codeText("task.state", task.state)}</span>
          </label>
        )}
      </Windowed>
    </div>
  );
}

function CancelSheet({ run, onClose, onChanged }: { run: Run; onClose: () => void; onChanged: () => Promise<unknown> }): JSX.Element {
  const [deed, setDeed] = useState<Deed>("cancel");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [reason, setReason] = useState("");
  const asked = useAsk<RunTask[]>(`cancel/${run.id}/${deed}`, (signal) => stopsOf(run.id, deed, signal));
  const act = useAct((ids: string[]) =>
    call<{ tasks: string[] }>("POST", `/tasks/${deed}`, { body: { task_ids: ids, reason: reason.trim() } }),
  );
  return (
    <DeedSheet
      label={t("cancel.title")}
      submit={t(`cancel.${deed}.do`, { n: chosen.size })}
      kind={deed === "cancel" ? "danger" : "primary"}
      busy={act.busy}
      disabled={!chosen.size || !reason.trim()}
      error={act.error}
      cancel={t("action.close")}
      onSubmit={async () => {
        const done = await act.run([...chosen]);
        if (!done) return;
        toast(t(`cancel.${deed}.done`, { n: done.tasks.length }), { icon: "check" });
        setChosen(new Set());
        setReason("");
        await Promise.all([asked.again(), onChanged()]);
      }}
      onClose={onClose}
    >
      <Segments
        label={t("cancel.which")}
        value={deed}
        options={[
          ["cancel", t("cancel.which.open")],
          ["reopen", t("cancel.which.cancelled")],
        ]}
        onChange={(next) => {
          setDeed(next);
          setChosen(new Set());
        }}
      />
      <p class="small muted">{t(`cancel.${deed}.means`)}</p>
      <Answer asked={asked}>
        {(tasks) =>
          tasks.length ? <Stops tasks={tasks} chosen={chosen} onChoose={setChosen} /> : <p class="muted">{t(`cancel.${deed}.none`)}</p>
        }
      </Answer>
      <ReasonField label={t("close.reason")} value={reason} onChange={setReason} />
    </DeedSheet>
  );
}

export function CancelStops({ run, onChanged }: { run: Run; onChanged: () => Promise<unknown> }): JSX.Element {
  const [shown, setShown] = useState(false);
  return (
    <section>
      <Button small onClick={() => setShown(true)}>
        {t("cancel.title")}
      </Button>
      {shown ? <CancelSheet run={run} onClose={() => setShown(false)} onChanged={onChanged} /> : null}
    </section>
  );
}
