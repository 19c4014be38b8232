/** One case: evidence, reasons and the decision. The truth after a decision is the server's answer, asked for anew. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Loading } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { typingIn } from "../frame/search.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { CaseDetail, CaseItem, Decided } from "../wire.ts";
import { DecideBar } from "./decide-bar.tsx";
import { DecideSheet, type Doubted } from "./decide-sheet.tsx";
import type { Deed } from "./deed.ts";
import { Evidence } from "./evidence.tsx";
import { isKept, Kept } from "./kept.tsx";
import { commandOf, type Decision } from "./keys.ts";
import { Reasons } from "./reasons.tsx";
import { findingText } from "./words.ts";

/** What needs no further word: the single key is the decision. */
const AT_ONCE: ReadonlySet<Decision> = new Set<Decision>(["accept"]);

export function CaseView({
  caseId,
  onStep,
  onDone,
  onReopened,
}: {
  caseId: string;
  onStep: (step: 1 | -1) => void;
  onDone: (caseId: string) => Promise<void>;
  onReopened: (caseId: string) => Promise<void>;
}): JSX.Element {
  const asked = useAsk<CaseDetail>(`case/${caseId}`, (signal) => call("GET", `/cases/${caseId}`, { signal }));
  const [registerId, setRegisterId] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Decision | null>(null);
  const decide = useAct((deed: Deed) => call<Decided>("POST", `/cases/${caseId}/decide`, { body: deed }));
  const claim = useAct((takeOver: boolean) => call<CaseItem>("POST", `/cases/${caseId}/claim`, { body: { take_over: takeOver } }));
  const reopen = useAct((reason: string) => call<CaseItem>("POST", `/cases/${caseId}/reopen`, { body: { reason } }));
  const detail = asked.data;
  const readings = detail?.visits[0]?.readings ?? [];
  const best = detail?.hypotheses[0];
  const doubtful =
    readings.find((one) => one.register.id === (registerId ?? best?.register_id)) ??
    readings.find((one) => one.findings.some((finding) => finding.action !== "info")) ??
    readings[0];
  const contested = detail?.case.kind === "contested" && detail.visits.length > 1;
  const other = detail?.visits[1]?.readings.find((one) => one.register.id === doubtful?.register.id);
  const hypothesis = detail?.hypotheses.find((one) => !one.register_id || one.register_id === doubtful?.register.id);
  const [under, setUnder] = useState<Decision | null>(null);
  const [doubted, setDoubted] = useState<Doubted | null>(null);

  const send = async (deed: Deed): Promise<void> => {
    setUnder(deed.decision);
    // Sent a second time as they are, the values are meant.
    const sure = doubted !== null && doubted.values === JSON.stringify(deed.values);
    const done = await decide.run(sure ? { ...deed, sure } : deed);
    setUnder(null);
    if (!done) return;
    if (!done.decided) {
      const said = done.findings.filter((finding) => finding.action !== "info").map(findingText);
      setDoubted({ values: JSON.stringify(deed.values), said: [...new Set(said)] });
      return;
    }
    setDoubted(null);
    setSheet(null);
    toast(codeText("decided", deed.decision), {
      icon: "check",
      action: {
        label: t("decide.undo"),
        run: () => {
          void call("POST", `/cases/${caseId}/reopen`, { body: { reason: t("decide.undo.reason") } })
            .then(() => onReopened(caseId))
            .catch(() => toast(t("decide.undo.failed"), { icon: "warn" }));
        },
      },
    });
    await Promise.all([onDone(caseId), asked.again()]);
  };
  const start = (decision: Decision): void => {
    decide.clear();
    setDoubted(null);
    if (AT_ONCE.has(decision) && !contested) void send({ decision, reason: t("decide.accept.reason.1") });
    else setSheet(decision);
  };
  const stand = (visitId: string): void => void send({ decision: "accept", visit_id: visitId, reason: t("decide.stands.reason") });
  const take = async (): Promise<void> => {
    const taken = detail?.case.claimed_by;
    if (await claim.run(taken !== null && taken !== undefined)) await asked.again();
  };

  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const allowed = new Set(detail?.case.state === "closed" ? [] : (detail?.decisions_allowed ?? []));
      const command = commandOf(
        {
          key: event.key,
          ctrl: event.ctrlKey,
          meta: event.metaKey,
          alt: event.altKey,
          repeat: event.repeat,
          typing: typingIn(event.target),
        },
        allowed,
      );
      if (command === null || decide.busy) return;
      event.preventDefault();
      if (command === "next") onStep(1);
      else if (command === "previous") onStep(-1);
      else if (command === "claim") void take();
      else if (command === "first_visit" || command === "second_visit") {
        const visit = detail?.visits[command === "first_visit" ? 0 : 1];
        if (contested && visit) stand(visit.id);
      } else start(command);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });

  if (!detail) {
    return <div class="case-wait">{asked.error ? <Trouble error={asked.error} again={() => void asked.again()} /> : <Loading />}</div>;
  }
  return (
    <>
      <div class="case-mid">
        {asked.error ? <Trouble error={asked.error} again={() => void asked.again()} /> : null}
        {sheet ? null : <Trouble error={decide.error ?? claim.error ?? reopen.error} />}
        <Evidence
          detail={detail}
          reading={doubtful}
          hypothesis={hypothesis}
          kept={
            isKept(detail.case) ? (
              <Kept
                item={detail.case}
                onTaken={async () => {
                  await Promise.all([onDone(caseId), asked.again()]);
                }}
              />
            ) : null
          }
        />
      </div>
      <Reasons
        detail={detail}
        reading={doubtful}
        against={contested ? (other?.value ?? null) : (hypothesis?.value ?? null)}
        onRegister={setRegisterId}
      />
      <DecideBar
        detail={detail}
        onStand={contested ? stand : null}
        reading={doubtful}
        hypothesis={hypothesis}
        busy={claim.busy ? "claim" : reopen.busy ? "reopen" : under}
        onDecide={start}
        onClaim={() => void take()}
        onNext={() => onStep(1)}
        onReopen={async () => {
          if (await reopen.run(t("decide.undo.reason"))) await Promise.all([onReopened(caseId), asked.again()]);
        }}
      />
      {sheet ? (
        <DecideSheet
          decision={sheet}
          detail={detail}
          reading={doubtful}
          hypothesis={hypothesis}
          busy={decide.busy}
          error={decide.error}
          doubted={doubted}
          onSend={(deed) => void send(deed)}
          onClose={() => setSheet(null)}
        />
      ) : null}
    </>
  );
}
