/** The line of decisions: each with its key; the likeliest is the primary one. */
import type { JSX } from "preact";
import { dateTime } from "../../../i18n/format.ts";
import { Button } from "../../../ui/parts.tsx";
import { me } from "../frame/session.ts";
import { codeText, t } from "../frame/words.ts";
import type { CaseDetail, CaseReading, Hypothesis } from "../wire.ts";
import { onDial } from "./difference.ts";
import { DECISION_KEYS, type Decision } from "./keys.ts";
import { likeliest, ORDER, suggestion } from "./likeliest.ts";

export function DecideBar({
  detail,
  reading,
  hypothesis,
  busy,
  onDecide,
  onClaim,
  onNext,
  onReopen,
  onStand,
}: {
  detail: CaseDetail;
  reading: CaseReading | undefined;
  hypothesis: Hypothesis | undefined;
  busy: Decision | "claim" | "reopen" | null;
  onDecide: (decision: Decision) => void;
  onClaim: () => void;
  onNext: () => void;
  onReopen: () => void;
  /** Where two visits are contested: the one that stands is the decision. */
  onStand: ((visitId: string) => void) | null;
}): JSX.Element {
  const { case: item, decisions_allowed: allowed } = detail;
  const contested = onStand !== null;
  const suggested = contested ? null : suggestion(hypothesis, reading);
  const first = contested ? null : likeliest(detail, reading);
  const order = [...ORDER]
    .sort((a, b) => Number(b === first) - Number(a === first))
    .filter((one) => allowed.includes(one) && !(contested && one === "accept"));
  const label = (decision: Decision): string =>
    decision === "correct" && suggested && reading
      ? t("decide.correct_to", { value: onDial(suggested, reading.register.digits, reading.register.decimals) })
      : t(`decide.${decision}`);
  const mine = item.claimed_by?.id === me.value?.person.id;
  return (
    <div class="decide" role="toolbar" aria-label={t("case.decision")}>
      {onStand && item.state !== "closed"
        ? detail.visits.slice(0, 2).map((visit, index) => (
            <Button key={visit.id} disabled={busy !== null} aria-keyshortcuts={String(index + 1)} onClick={() => onStand(visit.id)}>
              {t(visit.readings.length ? "case.stands_value" : "case.stands", {
                name: visit.person?.name ?? codeText("source", visit.source),
                value: visit.readings.map((one) => one.value).join(" / "),
              })}{" "}
              <kbd>{index + 1}</kbd>
            </Button>
          ))
        : null}
      {item.state === "closed" ? (
        <>
          <span class="muted cut">
            {item.decision ? codeText("decided", item.decision) : t("decided.by_itself")}
            {item.reason ? ` · ${item.reason}` : ""}
            {item.closed_by ? ` · ${item.closed_by.name}` : ""}
            {item.closed_at ? ` · ${dateTime(item.closed_at)}` : ""}
          </span>
          {/* What was taken over is in the books like any visit, and is corrected like one. */}
          {item.decision === "take_over" ? null : (
            <Button busy={busy === "reopen"} disabled={busy !== null} onClick={onReopen}>
              {t("decide.reopen")}
            </Button>
          )}
        </>
      ) : (
        order.map((decision) => (
          <Button
            key={decision}
            kind={decision === first ? "primary" : "quiet"}
            busy={busy === decision}
            disabled={busy !== null}
            aria-keyshortcuts={DECISION_KEYS[decision]}
            onClick={() => onDecide(decision)}
          >
            {label(decision)} <kbd>{DECISION_KEYS[decision]}</kbd>
          </Button>
        ))
      )}
      <span class="grow" />
      {item.state === "waiting" ? (
        <Button kind="plain" busy={busy === "reopen"} disabled={busy !== null} onClick={onReopen}>
          {t("decide.stop_waiting")}
        </Button>
      ) : null}
      {item.state === "closed" ? null : mine ? (
        <span class="muted small">{t("case.claimed_by_you")}</span>
      ) : (
        <>
          {item.claimed_by ? <span class="doubt-mark small">{t("case.claimed_by", { name: item.claimed_by.name })}</span> : null}
          <Button kind="plain" busy={busy === "claim"} disabled={busy !== null} onClick={onClaim} aria-keyshortcuts="M">
            {t(item.claimed_by ? "case.take_over" : "case.claim")} <kbd>M</kbd>
          </Button>
        </>
      )}
      <Button onClick={onNext} aria-keyshortcuts="J">
        {t("case.next")} <kbd>J</kbd>
      </Button>
    </div>
  );
}
