/** Cases, findings and hypotheses in words. */
import { textOf } from "../../../i18n/texts.ts";
import type { Tone } from "../../../ui/parts.tsx";
import { codeText, plain } from "../frame/words.ts";
import type { CaseItem, Finding, Hypothesis, TimelineEvent } from "../wire.ts";

/** The few signs of a headline: the rule's short name, else the kind of the case. */
export function headline(item: Pick<CaseItem, "headline" | "kind">): string {
  return textOf(`case.headline.${item.headline.code}`, plain(item.headline.params)) ?? codeText("case.kind", item.kind);
}

export function toneOf(item: Pick<CaseItem, "kind">): Tone {
  if (item.kind === "barcode_mismatch" || item.kind === "photo_mismatch") return "wrong";
  return item.kind === "implausible" ? "doubt" : "plain";
}

export function findingText(finding: Finding): string {
  return textOf(`rule.${finding.rule}`, plain(finding.params)) ?? finding.rule;
}

export function hypothesisText(hypothesis: Hypothesis): string {
  return codeText("hypothesis", hypothesis.code, hypothesis.params);
}

export function eventText(event: TimelineEvent): string {
  return codeText("event", event.kind, event.detail);
}
