/** Choosing how a value is estimated, each method's value shown before one is taken. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Answer } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { CaseReading, Estimate, Page } from "../wire.ts";
import { onDial } from "./difference.ts";

export function Estimates({
  caseId,
  readings,
  chosen,
  onChoose,
}: {
  caseId: string;
  readings: readonly CaseReading[];
  chosen: Estimate | null;
  onChoose: (estimate: Estimate) => void;
}): JSX.Element {
  const asked = useAsk<Page<Estimate>>(`estimates/${caseId}`, (signal) => call("GET", `/cases/${caseId}/estimates`, { signal }));
  const shown = (estimate: Estimate): string =>
    readings
      .flatMap((reading) => {
        const value = estimate.values.find((one) => one.register_id === reading.register.id)?.value;
        if (value === undefined) return [];
        const text = onDial(value, reading.register.digits, reading.register.decimals);
        return [readings.length > 1 ? `${registerLabel(reading.register)} ${text}` : text];
      })
      .join(" · ");
  return (
    <Answer asked={asked}>
      {(page) =>
        page.items.length === 0 ? (
          <p class="muted">{t("estimate.none")}</p>
        ) : (
          <fieldset class="stack methods" aria-label={t("estimate.how")}>
            {page.items.map((one) => (
              <label key={one.method} class="row">
                <input type="radio" name="method" checked={chosen?.method === one.method} onChange={() => onChoose(one)} />
                <span class="grow">
                  {codeText("estimate.method", one.method)}
                  <span class="small muted"> {codeText("estimate.means", one.method)}</span>
                </span>
                <b class="num">{shown(one)}</b>
              </label>
            ))}
          </fieldset>
        )
      }
    </Answer>
  );
}
