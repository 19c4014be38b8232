/** When a phone was last heard of: a shape, a word and the time. */
import type { JSX } from "preact";
import { dateTime } from "../../../i18n/format.ts";
import { ago } from "./ago.ts";
import { t } from "./words.ts";

/** ● heard of within a quarter of an hour, ◔ longer silent (often only without signal), ○ never. */
export function contactState(at: string | null, now = Date.now()): "fresh" | "silent" | "never" {
  if (at === null) return "never";
  return now - Date.parse(at) < 15 * 60_000 ? "fresh" : "silent";
}

export function Contact({ at }: { at: string | null }): JSX.Element {
  const state = contactState(at);
  return (
    <div class={`contact ${state}`} title={at ? dateTime(at) : undefined}>
      <span aria-hidden="true">{state === "fresh" ? "●" : state === "silent" ? "◔" : "○"}</span> {at ? ago(at) : t("contact.never")}
    </div>
  );
}
