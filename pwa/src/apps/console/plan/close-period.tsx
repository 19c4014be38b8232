/** 关闭电费年月: what is still open is shown first, closing says what it means, asks why, and can be undone. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice, Sheet } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";

interface Closing {
  readonly state: "open" | "closed";
  readonly tasks: Readonly<Record<string, number>>;
  readonly unassigned: number;
  readonly cases: number;
}

/** States that closing would leave unfinished, in the order in which they are worth a look. */
const UNFINISHED = ["open", "skipped", "returned", "contested"] as const;

function StillOpen({ closing }: { closing: Closing }): JSX.Element {
  const left = UNFINISHED.filter((state) => closing.tasks[state]);
  if (left.length === 0 && closing.cases === 0) return <Notice tone="got" title={t("close.nothing_open")} />;
  return (
    <Notice tone="doubt" title={t("close.still_open")}>
      <ul class="plain-list">
        {left.map((state) => (
          <li key={state}>
            {t("close.stops", { n: closing.tasks[state] ?? 0, state: codeText("task.state", state) })}
            {state === "open" && closing.unassigned ? ` · ${t("close.unassigned", { n: closing.unassigned })}` : ""}
          </li>
        ))}
        {closing.cases ? <li>{t("close.cases", { n: closing.cases })}</li> : null}
      </ul>
    </Notice>
  );
}

/** Closes an open period, or opens a closed one again. */
export function ClosePeriod({
  branchId,
  period,
  closed,
  onChanged,
}: {
  branchId: number;
  period: string;
  closed: boolean;
  onChanged: () => Promise<unknown>;
}): JSX.Element {
  const [shown, setShown] = useState(false);
  const [reason, setReason] = useState("");
  const asked = useAsk<Closing>(shown ? `closing/${branchId}/${period}` : null, (signal) =>
    call("GET", "/periods/closing", { query: { branch_id: branchId, period }, signal }),
  );
  const turn = useAct(() =>
    call<Closing>("POST", closed ? "/periods/reopen" : "/periods/close", { body: { branch_id: branchId, period, reason: reason.trim() } }),
  );
  const name = t(closed ? "close.reopen" : "close.close");
  return (
    <>
      <Button small onClick={() => setShown(true)}>
        {name}
      </Button>
      {shown ? (
        <Sheet label={name} onClose={() => setShown(false)} centre>
          <form
            class="stack"
            onSubmit={async (event) => {
              event.preventDefault();
              if (!(await turn.run())) return;
              toast(t(closed ? "close.reopened" : "close.closed", { period }), { icon: "check" });
              setShown(false);
              setReason("");
              await onChanged();
            }}
          >
            <h1>{t(closed ? "close.reopen_this" : "close.close_this", { period })}</h1>
            {closed ? null : <Answer asked={asked}>{(closing) => <StillOpen closing={closing} />}</Answer>}
            <p class="muted">{t(closed ? "close.reopen.means" : "close.means")}</p>
            <ReasonField label={t("close.reason")} value={reason} onChange={setReason} />
            <Trouble error={turn.error} />
            <div class="row end">
              <Button onClick={() => setShown(false)}>{t("action.cancel")}</Button>
              <Button
                type="submit"
                kind={closed ? "primary" : "danger"}
                busy={turn.busy}
                disabled={!reason.trim() || (!closed && !asked.data)}
              >
                {name}
              </Button>
            </div>
          </form>
        </Sheet>
      ) : null}
    </>
  );
}
