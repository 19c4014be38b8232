/** Lines of the audit trail: when, who, what, on what. */
import type { JSX } from "preact";
import { dateTime } from "../../../i18n/format.ts";
import { Link } from "../../../ui/router.tsx";
import { codeText, t } from "../frame/words.ts";
import type { AuditLine } from "../wire.ts";

/** Ids and digests by their first signs, long lists by their length: the trail is read, the database holds the whole. */
function shortly(value: unknown): string {
  if (Array.isArray(value)) return value.length > 3 ? `${value.length} ×` : value.map(shortly).join(", ");
  if (value !== null && typeof value === "object") return parts(value as Record<string, unknown>);
  if (typeof value === "number" && value > 1e12) return dateTime(value);
  const text = String(value);
  return /^[0-9a-f-]{32,64}$/.test(text) ? text.replaceAll("-", "").slice(-8) : text;
}

const parts = (detail: Record<string, unknown>): string =>
  Object.entries(detail)
    .map(([name, value]) => `${codeText("audit.detail", name)} ${shortly(value)}`)
    .join(" · ");

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
          <span class="small muted cut" title={JSON.stringify({ ...line.personal, ...line.detail })}>
            <Link to={`/audit?subject=${encodeURIComponent(`${line.subject.kind}:${line.subject.id}`)}`}>
              {codeText("audit.subject", line.subject.kind)} {shortly(line.subject.id)}
            </Link>{" "}
            {parts({ ...line.personal, ...line.detail })}
          </span>
        </li>
      ))}
    </ol>
  );
}
