/** The small parts all pages are built of. They show what they are given and know no data. */
import type { ButtonHTMLAttributes, ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { CommonKeys } from "../i18n/common.en.ts";
import { LANGUAGES, type Language, language, setLanguage, translator } from "../i18n/texts.ts";
import { Icon, type IconName } from "./icons.tsx";
import { setTheme, THEMES, theme } from "./prefs.ts";
import { onBack } from "./router.tsx";

const t = translator<CommonKeys>();

type ButtonProps = {
  kind?: "primary" | "quiet" | "plain" | "danger";
  icon?: IconName;
  busy?: boolean;
  block?: boolean;
  small?: boolean;
} & ButtonHTMLAttributes<HTMLButtonElement>;

export function Button({ kind = "quiet", icon, busy, block, small, children, class: extra, ...rest }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      {...rest}
      disabled={busy || rest.disabled}
      aria-busy={busy}
      class={["btn", kind, block && "block", small && "small", extra].filter(Boolean).join(" ")}
    >
      {busy ? <i class="spin" /> : icon ? <Icon name={icon} /> : null}
      {children}
    </button>
  );
}

export function RoundButton({
  icon,
  label,
  ...rest
}: { icon: IconName; label: string } & ButtonHTMLAttributes<HTMLButtonElement>): JSX.Element {
  return (
    <button type="button" class="round-btn" aria-label={label} {...rest}>
      <Icon name={icon} />
    </button>
  );
}

export type Tone = "here" | "sent" | "got" | "doubt" | "wrong" | "plain";
export function Pill({
  tone = "plain",
  children,
  class: extra,
}: {
  tone?: Tone;
  children: ComponentChildren;
  class?: string;
}): JSX.Element {
  return <span class={`pill ${tone}${extra ? ` ${extra}` : ""}`}>{children}</span>;
}

const NOTICE_ICONS: Record<string, IconName> = { doubt: "warn", wrong: "warn", got: "check", info: "info" };
/** What happened (title), what it means and what to do (children). */
export function Notice({
  tone,
  title,
  children,
  action,
}: {
  tone: "doubt" | "wrong" | "got" | "info";
  title: ComponentChildren;
  children?: ComponentChildren;
  action?: ComponentChildren;
}): JSX.Element {
  return (
    <div class={`notice ${tone}`} role={tone === "wrong" ? "alert" : "status"}>
      <Icon name={NOTICE_ICONS[tone] ?? "info"} />
      <div class="grow">
        <b>{title}</b>
        {children ? <div class="small">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}

export function Field({
  label,
  why,
  children,
}: {
  label: string;
  why?: string | undefined;
  children: (id: string) => ComponentChildren;
}): JSX.Element {
  const id = useId();
  return (
    <label class="field" for={id}>
      <span>{label}</span>
      {children(id)}
      {why ? (
        <span class="why" role="alert">
          {why}
        </span>
      ) : null}
    </label>
  );
}

export function Progress({ done, of, label, brand }: { done: number; of: number; label: string; brand?: boolean }): JSX.Element {
  const share = of > 0 ? Math.min(1, done / of) : 0;
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    // Set through the CSSOM: the content security policy refuses style attributes.
    if (bar.current) bar.current.style.width = `${share * 100}%`;
  }, [share]);
  return (
    <div
      class={brand ? "bar brand" : "bar"}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={done}
    >
      <i ref={bar} />
    </div>
  );
}

/** A line that shows both its ends: addresses of one street differ only in the last one. */
export function BothEnds({ text }: { text: string }): JSX.Element {
  const cut = Math.max(0, text.length - 9);
  return (
    <span class="both-ends">
      <span>{text.slice(0, cut)}</span>
      <span>{text.slice(cut)}</span>
    </span>
  );
}

/** A sheet from below over everything else; focus stays inside; Escape, "back" and the backdrop close it when that is allowed. */
export function Sheet({
  label,
  onClose,
  children,
  centre,
}: {
  label: string;
  onClose?: () => void;
  children: ComponentChildren;
  centre?: boolean;
}): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const closing = useRef(onClose);
  closing.current = onClose;
  useEffect(() => onBack(() => closing.current?.()), []);
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the backdrop's key, handled by cancel
    <dialog
      ref={dialog}
      class={centre ? "sheet centre" : "sheet"}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose?.();
      }}
    >
      <div class="inside">{children}</div>
    </dialog>
  );
}

/** One of a few: radio buttons that look like a switch. */
export function Segments<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  onChange: (value: T) => void;
}): JSX.Element {
  const move = (event: KeyboardEvent, at: number): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = (at + step + options.length) % options.length;
    const option = options[next];
    if (!option) return;
    onChange(option[0]);
    ((event.currentTarget as HTMLElement).parentElement?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div class="seg" role="radiogroup" aria-label={label}>
      {options.map(([key, text], i) => (
        // biome-ignore lint/a11y/useSemanticElements: a radio input can't be styled as a segment in every browser we serve
        <button
          key={key}
          type="button"
          role="radio"
          aria-checked={value === key}
          tabIndex={value === key || (i === 0 && !options.some(([one]) => one === value)) ? 0 : -1}
          onClick={() => onChange(key)}
          onKeyDown={(event) => move(event, i)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

const LANGUAGE_NAMES: Record<Language, string> = { "zh-CN": "中文", en: "English" };
export function LanguageSwitch(): JSX.Element {
  return (
    <Segments
      label={t("settings.language")}
      value={language.value}
      options={LANGUAGES.map((key) => [key, LANGUAGE_NAMES[key]] as const)}
      onChange={(next) => void setLanguage(next)}
    />
  );
}

export function ThemeSwitch(): JSX.Element {
  return (
    <Segments
      label={t("settings.theme")}
      value={theme.value}
      options={THEMES.map((key) => [key, t(`theme.${key}`)] as const)}
      onChange={setTheme}
    />
  );
}

export function Loading(): JSX.Element {
  return (
    <div class="row muted" role="status">
      <i class="spin" /> {t("state.loading")}
    </div>
  );
}
