/** What was observed of who was there: the score with its parts, opened on demand. Words say what was seen, nothing more. */
import type { JSX } from "preact";
import { Pill } from "../../../ui/parts.tsx";
import { codeText } from "../frame/words.ts";
import { t } from "../rules/words.ts";
import type { Presence, PresencePart } from "../wire.ts";

export function PresenceParts({ parts }: { parts: readonly PresencePart[] }): JSX.Element {
  if (parts.length === 0) return <span class="muted">{t("presence.nothing")}</span>;
  return (
    <ul class="plain-list small">
      {parts.map((part) => (
        <li key={part.code}>
          {codeText("presence.part", part.code, part.params)} <span class="num muted">+{part.points}</span>
        </li>
      ))}
    </ul>
  );
}

/** Said at once when something was observed; the parts stand below it. */
export function PresencePill({ presence }: { presence: Presence }): JSX.Element | null {
  if (presence.score === 0) return null;
  return (
    <details class="presence">
      <summary>
        <Pill tone={presence.score >= 40 ? "doubt" : "plain"}>
          {t("presence.title")}: {t("presence.score", { score: presence.score })}
        </Pill>
      </summary>
      <PresenceParts parts={presence.parts} />
      <p class="small muted">{t("presence.means")}</p>
    </details>
  );
}
