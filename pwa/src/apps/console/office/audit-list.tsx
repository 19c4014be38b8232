/** Lines of the audit trail: when, who, what, on what. */
import type { JSX } from "preact";
import { dateTime } from "../../../i18n/format.ts";
import { codeText, t } from "../frame/words.ts";
import type { AuditLine } from "../wire.ts";

const detailText = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
    .join(", ");

export function AuditList({ lines }: { lines: readonly AuditLine[] }): JSX.Element {
  if (lines.length === 0) return <p class="muted">{t("audit.none")}</p>;
  return (
    <ol class="audit">
      {lines.map((line) => (
        <li key={`${line.home}/${line.seq}`}>
          <span class="num muted seq">{line.seq}</span>
          <span class="num">{dateTime(line.at)}</span>
          <span class="cut">{line.actor.name ?? codeText("actor", line.actor.kind)}</span>
          <b class="cut">{codeText("audit.action", line.action)}</b>
          <span class="small muted cut" title={detailText({ ...line.personal, ...line.detail })}>
            {codeText("audit.subject", line.subject.kind)} · {detailText({ ...line.personal, ...line.detail })}
          </span>
        </li>
      ))}
    </ol>
  );
}
