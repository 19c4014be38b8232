/** The page around every step: whose meter, how far, one heading, what to do below. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { LANGUAGES, language, setLanguage } from "../../i18n/texts.ts";
import type { Session } from "./door.ts";
import { t } from "./words.ts";

export function OtherLanguage(): JSX.Element {
  const other = LANGUAGES.find((one) => one !== language.value) ?? "en";
  return (
    <button type="button" class="language" lang={other} onClick={() => void setLanguage(other)}>
      {other === "en" ? "English" : "中文"}
    </button>
  );
}

export function Frame({
  session,
  progress,
  title,
  children,
  actions,
}: {
  session?: Session | undefined;
  progress?: number;
  title: string;
  children?: ComponentChildren;
  actions?: ComponentChildren;
}): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  // A new step is a new page: its heading is read out, and the eye starts at the top.
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [title]);
  return (
    <main class="step-page">
      <header class="row">
        <div class="grow small muted">
          {session
            ? [session.branch.name, t("meter.tail", { tail: session.meter.tail }), session.point.address_masked].filter(Boolean).join(" · ")
            : t("app.name")}
        </div>
        <OtherLanguage />
      </header>
      {progress === undefined ? null : (
        <div class="steps" role="img" aria-label={t("step.of", { n: progress, all: 3 })}>
          {[1, 2, 3].map((one) => (
            <i key={one} class={one <= progress ? "on" : ""} />
          ))}
        </div>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
      {actions ? <div class="step-acts">{actions}</div> : null}
    </main>
  );
}
