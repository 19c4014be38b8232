/** Cases, findings and hypotheses in words. */
import { textOf } from "../../../i18n/texts.ts";
import type { Tone } from "../../../ui/parts.tsx";
import { brief } from "../frame/quantity.ts";
import { codeText, plain, t } from "../frame/words.ts";
import type { CaseItem, Finding, Hypothesis, TimelineEvent } from "../wire.ts";

/** The few signs of a headline: the rule's short name, else the kind of the case. */
export function headline(item: Pick<CaseItem, "headline" | "kind">): string {
  return textOf(`case.headline.${item.headline.code}`, plain(item.headline.params)) ?? codeText("case.kind", item.kind);
}

/** Which kind of record a phone sent, as far as that can be told. */
export function sentKind({ kind }: { kind: string | null }): string {
  return textOf(`kept.kind.${kind ?? ""}`) ?? t("kept.kind.unknown");
}

export function toneOf(item: Pick<CaseItem, "kind">): Tone {
  if (item.kind === "barcode_mismatch" || item.kind === "photo_mismatch") return "wrong";
  return item.kind === "implausible" ? "doubt" : "plain";
}

/** Limits are computed to a ten-thousandth; a sentence needs no more than a tenth. */
function readable(params: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(plain(params)).map(([name, value]) => [
      name,
      typeof value === "string" && /\.\d{3,}$/.test(value)
        ? brief(value)
        : typeof value === "string"
          ? value.replace(/^-(?=\d)/, "−")
          : value,
    ]),
  );
}

export function findingText(finding: Finding): string {
  const params = readable(finding.params);
  const { status } = params;
  // The photo and the scan may each have met another meter: two things, not one said twice.
  if (finding.rule === "VEE-08" && params["how"] === "photo") return t("rule.VEE-08.photo");
  if (finding.rule === "CLOCK" && params["meant"] === undefined) return t("rule.CLOCK.unknown", { said: params["said"] ?? "" });
  return (
    textOf(`rule.${finding.rule}`, status === undefined ? params : { ...params, status: codeText("account.status", String(status)) }) ??
    finding.rule
  );
}

export function hypothesisText(hypothesis: Hypothesis): string {
  return codeText("hypothesis", hypothesis.code, hypothesis.params);
}

export function eventText(event: TimelineEvent): string {
  return codeText("event", event.kind, event.detail);
}
