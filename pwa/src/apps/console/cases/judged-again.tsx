/** "Judge again": the findings of a case by the versions they keep, and beside it what today's thresholds say. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import type { paths } from "../../../api/schema.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button } from "../../../ui/parts.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Finding } from "../wire.ts";
import { findingText } from "./words.ts";

type Replay = paths["/api/v1/cases/{case_id}/replay"]["get"]["responses"]["200"]["content"]["application/json"];
type Replayed = Replay["items"][number];
type Said = Replayed["then"];

const words = (one: Replayed, said: Said): string =>
  said ? findingText({ rule: one.rule, action: said.action as Finding["action"], params: said.params }) : t("again.nothing");

const alike = (a: Said, b: Said): boolean => JSON.stringify(a) === JSON.stringify(b);

function Line({ one }: { one: Replayed }): JSX.Element {
  const { band, band_by_time: byTime } = one.versions;
  return (
    <li>
      <b class="num">{one.rule}</b>{" "}
      {one.missing ? (
        codeText("again.missing", one.missing)
      ) : one.same ? (
        t("again.same")
      ) : (
        <span class="wrong-text">{t("again.differs", { kept: words(one, one.then), now: words(one, one.now) })}</span>
      )}
      {one.missing === null && band !== null ? (
        <span class="muted"> {t(byTime ? "again.band_by_time" : "again.band", { n: band })}</span>
      ) : null}
      {one.missing === null ? (
        <div class="muted">{alike(one.today, one.now) ? t("again.today_too") : t("again.today", { text: words(one, one.today) })}</div>
      ) : null}
    </li>
  );
}

export function JudgedAgain({ caseId }: { caseId: string }): JSX.Element {
  const [found, setFound] = useState<Replay | null>(null);
  const asked = useAct(async () => setFound(await call<Replay>("GET", `/cases/${caseId}/replay`)));
  return (
    <>
      <Button small busy={asked.busy} onClick={() => void asked.run()}>
        {t("again.do")}
      </Button>
      <Trouble error={asked.error} />
      <div aria-live="polite">
        {found ? (
          <ul class="plain-list small">
            {found.items.map((one) => (
              <Line key={`${one.finding_id ?? ""}${one.visit_id}${one.rule}${one.register_id ?? ""}`} one={one} />
            ))}
          </ul>
        ) : null}
      </div>
    </>
  );
}
