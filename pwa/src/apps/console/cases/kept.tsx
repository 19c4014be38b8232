/** What was kept rather than applied: shown as it came, and taken over if it can be trusted. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { dateTime } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { textOf } from "../../../i18n/texts.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Notice } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { Answer, Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { CaseItem, KeptEntries, KeptEntry, KeptText } from "../wire.ts";
import { photoAddress } from "./photo-stage.tsx";
import { sentKind } from "./words.ts";

/** Whether a case is about entries that were kept as they came. */
export const isKept = (item: CaseItem): boolean => item.kind === "quarantined";

const ofSuspended = (item: CaseItem): boolean => item.headline.code === "quarantined.device_suspended";

/** What was typed on the way to a value comes along with its visit; by itself it says nothing. */
const attempts = (kept: KeptEntries): number => kept.entries.filter((entry) => entry.kind === "attempt").length;

function Content({ title, content }: { title: string; content: KeptText }): JSX.Element {
  const marked = new Set(content.marked);
  const whole = content.lines.join("\n");
  return (
    <section aria-label={title}>
      <div class="row">
        <b class="grow small">{title}</b>
        <Button
          small
          kind="plain"
          onClick={() => {
            navigator.clipboard.writeText(whole).then(
              () => toast(t("kept.copied"), { icon: "check" }),
              () => toast(t("kept.not_copied"), { icon: "warn" }),
            );
          }}
        >
          {t("kept.copy")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <pre class="card num" tabIndex={0}>
        {content.lines.map((line, at) => (marked.has(at) ? <mark key={at}>{line}</mark> : `${line}\n`))}
      </pre>
      {content.cut ? <p class="small muted">{t("kept.cut")}</p> : null}
    </section>
  );
}

function Contents({ entry }: { entry: KeptEntry }): JSX.Element {
  const [open, setOpen] = useState(false);
  const { stored } = entry;
  if (stored) {
    return (
      <div class="kept-contents">
        <Content title={t("kept.stored", { when: dateTime(stored.received_at) })} content={stored.content} />
        <Content title={t("kept.came", { when: dateTime(entry.received_at) })} content={entry.content} />
      </div>
    );
  }
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("kept.as_it_came")}</summary>
      {open ? (
        <div class="kept-contents">
          <Content title={t("kept.came", { when: dateTime(entry.received_at) })} content={entry.content} />
        </div>
      ) : null}
    </details>
  );
}

function Fact({ name, children }: { name: string; children: JSX.Element | string | (JSX.Element | string | null)[] }): JSX.Element {
  return (
    <>
      <dt class="small">{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Photos({ entry }: { entry: KeptEntry }): JSX.Element | null {
  const here = entry.visit_id ? entry.photos_whole : [];
  const missing = entry.photos.length - here.length;
  return (
    <>
      {here.length ? (
        <div class="kept-photos">
          {here.map((sha256) => (
            <a key={sha256} href={photoAddress(sha256, entry.visit_id ?? "", "1280")} target="_blank" rel="noreferrer">
              <img src={photoAddress(sha256, entry.visit_id ?? "", "320")} alt={t("kept.photo")} />
            </a>
          ))}
        </div>
      ) : null}
      {missing ? <p class="small muted">{t(entry.understood ? "kept.photos" : "kept.photos_away", { n: missing })}</p> : null}
    </>
  );
}

function Entry({ entry, device }: { entry: KeptEntry; device: string }): JSX.Element {
  return (
    <section class="card stack">
      <h2>
        {sentKind(entry)} <span class="muted light">{entry.person?.name ?? t("kept.nobody")}</span>
      </h2>
      {entry.hinders ? <p class="wrong-text">{textOf(`kept.hinders.${entry.hinders}`) ?? t("kept.not_understood")}</p> : null}
      <dl class="kept-facts">
        <Fact name={t("kept.phone")}>{[device, entry.app_version].filter(Boolean).join(" · ")}</Fact>
        {entry.recorded_at ? <Fact name={t("kept.recorded")}>{dateTime(entry.recorded_at)}</Fact> : null}
        <Fact name={t("kept.received")}>{dateTime(entry.received_at)}</Fact>
        {entry.task ? (
          <Fact name={t("kept.stop")}>
            <Link to={`/points/${entry.task.point_id}`}>{entry.task.address || entry.task.number}</Link>
            <span class="small muted num">
              {" "}
              {entry.task.number} · {codeText("task.state", entry.task.state)}
            </span>
          </Fact>
        ) : null}
        {entry.meter ? (
          <Fact name={t("kept.meter")}>
            <span class="num">{entry.meter}</span>
          </Fact>
        ) : null}
        {entry.values.map((value, at) => (
          <Fact key={at} name={value.kind ? registerLabel(value) : t("kept.value")}>
            <b class="num">
              {value.value} {value.unit}
            </b>
          </Fact>
        ))}
        {entry.skip_code ? <Fact name={t("kept.kind.skip")}>{codeText("skip", entry.skip_code)}</Fact> : null}
      </dl>
      {entry.note ? <p class="small note">{entry.note}</p> : null}
      <Photos entry={entry} />
      <Contents entry={entry} />
    </section>
  );
}

export function Kept({ item, onTaken }: { item: CaseItem; onTaken: () => Promise<void> }): JSX.Element {
  const asked = useAsk<KeptEntries>(`kept/${item.id}`, (signal) => call("GET", `/cases/${item.id}/kept`, { signal }));
  const take = useAct(() => call<{ outcomes: Record<string, number> }>("POST", `/cases/${item.id}/take-over`, { body: { reason: "" } }));
  const open = item.state !== "closed";
  const suspended = ofSuspended(item);
  return (
    <div class="kept">
      <Answer asked={asked}>
        {(kept) => (
          <>
            <Notice
              tone="doubt"
              title={
                suspended
                  ? t("kept.title", { name: kept.device?.name ?? "" })
                  : (textOf(`case.why.${item.headline.code}`) ?? codeText("case.kind", item.kind))
              }
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
              {open
                ? t(suspended ? "kept.means" : kept.entries.some((entry) => entry.understood) ? "kept.entry_means" : "kept.entry_only")
                : null}
            </Notice>
            <Trouble error={take.error} />
            {kept.entries
              .filter((entry) => entry.kind !== "attempt" || kept.entries.length === 1)
              .map((entry) => (
                <Entry key={entry.id} entry={entry} device={kept.device?.name ?? ""} />
              ))}
            {attempts(kept) && kept.entries.length > 1 ? <p class="small muted">{t("kept.attempts", { n: attempts(kept) })}</p> : null}
          </>
        )}
      </Answer>
    </div>
  );
}
