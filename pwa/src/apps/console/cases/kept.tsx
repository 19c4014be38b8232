/** What a suspended phone sent: shown as it came, and taken over if it can be trusted. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { CaseItem, KeptEntries, KeptEntry } from "../wire.ts";

/** Whether a case is about what a suspended phone sent. */
export const isKept = (item: CaseItem): boolean => item.headline.code === "quarantined.device_suspended";

/** What was typed on the way to a value comes along with its visit; by itself it says nothing. */
const attempts = (kept: KeptEntries): number => kept.entries.filter((entry) => entry.kind === "attempt").length;

function Entry({ entry }: { entry: KeptEntry }): JSX.Element {
  return (
    <section class="card">
      <h2>
        {codeText("kept.kind", entry.kind)} <span class="muted light">{entry.person?.name}</span>
      </h2>
      <div class="small muted">
        {dateTime(entry.recorded_at ?? entry.received_at)}
        {entry.meter ? <span class="num"> · {entry.meter}</span> : null}
      </div>
      {entry.understood ? null : <p class="wrong-text">{t("kept.not_understood")}</p>}
      {entry.values.length ? (
        <dl>
          {entry.values.map((value) => (
            <div key={value.position} class="row">
              <dt class="grow small">{value.kind ? registerLabel(value) : ""}</dt>
              <dd class="num">
                {value.value} {value.unit}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {entry.skip_code ? <p>{codeText("skip", entry.skip_code)}</p> : null}
      {entry.note ? <p class="small note">{entry.note}</p> : null}
      {entry.photos.length ? <p class="small muted">{t("kept.photos", { n: entry.photos.length })}</p> : null}
    </section>
  );
}

export function Kept({ item, onTaken }: { item: CaseItem; onTaken: () => Promise<void> }): JSX.Element {
  const asked = useAsk<KeptEntries>(`kept/${item.id}`, (signal) => call("GET", `/cases/${item.id}/kept`, { signal }));
  const take = useAct(() => call<{ outcomes: Record<string, number> }>("POST", `/cases/${item.id}/take-over`, { body: { reason: "" } }));
  const open = item.state !== "closed";
  return (
    <div class="kept">
      <Answer asked={asked}>
        {(kept) => (
          <>
            <Notice
              tone="doubt"
              title={t("kept.title", { name: kept.device?.name ?? "" })}
              action={
                open && kept.entries.some((entry) => entry.understood) ? (
                  <Button
                    kind="primary"
                    busy={take.busy}
                    onClick={async () => {
                      const done = await take.run();
                      if (!done) return;
                      const asks = done.outcomes["contested"] ?? 0;
                      toast(t(asks ? "kept.taken_contested" : "kept.taken"), { icon: asks ? "warn" : "check" });
                      await onTaken();
                    }}
                  >
                    {t("kept.take_over")}
                  </Button>
                ) : undefined
              }
            >
              {t("kept.means")}
            </Notice>
            <Trouble error={take.error} />
            {kept.entries
              .filter((entry) => entry.kind !== "attempt")
              .map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            {attempts(kept) ? <p class="small muted">{t("kept.attempts", { n: attempts(kept) })}</p> : null}
          </>
        )}
      </Answer>
    </div>
  );
}
