/** Many cases accepted at one stroke: those that were ticked, for one reason. What can't be accepted stays, and why is said. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { textOf } from "../../../i18n/texts.ts";
import { useAct } from "../../../ui/ask.ts";
import { Notice } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { ReasonField } from "../frame/reason-field.tsx";
import { t } from "../frame/words.ts";

interface Accepted {
  readonly accepted: readonly string[];
  readonly left: readonly { readonly case_id: string; readonly code: string }[];
}

/** Why some stayed, each reason once, the most frequent first. */
export function whysLeft(left: Accepted["left"]): [code: string, n: number][] {
  const counted = new Map<string, number>();
  for (const { code } of left) counted.set(code, (counted.get(code) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1]);
}

export function AcceptMany({
  ids,
  onClose,
  onDone,
}: {
  ids: readonly string[];
  onClose: () => void;
  onDone: () => Promise<unknown>;
}): JSX.Element {
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState<Accepted["left"]>([]);
  const accept = useAct(() =>
    call<Accepted>("POST", "/cases/accept", { body: { case_ids: ids, reason: reason.trim() }, timeout: 120_000 }),
  );
  return (
    <DeedSheet
      label={t("many.title")}
      title={t("many.accept_these", { n: ids.length })}
      submit={left.length ? null : t("many.do", { n: ids.length })}
      busy={accept.busy}
      disabled={!reason.trim()}
      error={accept.error}
      cancel={t(left.length ? "action.close" : "action.cancel")}
      onSubmit={async () => {
        const done = await accept.run();
        if (!done) return;
        toast(t("many.done", { n: done.accepted.length }), { icon: "check" });
        setLeft(done.left);
        await onDone();
        if (done.left.length === 0) onClose();
      }}
      onClose={onClose}
    >
      <p class="muted">{t("many.means")}</p>
      {left.length ? (
        <Notice tone="doubt" title={t("many.left", { n: left.length })}>
          <ul class="plain-list">
            {whysLeft(left).map(([code, n]) => (
              <li key={code}>
                {n} × {textOf(`many.why.${code}`) ?? code}
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <ReasonField label={t("close.reason")} value={reason} onChange={setReason} />
      )}
    </DeedSheet>
  );
}
