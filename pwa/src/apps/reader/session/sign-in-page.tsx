/** Signing in: once on a new phone, and again when the office's sign-in has run out. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem, Unreachable } from "../../../api/client.ts";
import { language } from "../../../i18n/texts.ts";
import { PasswordInput } from "../../../ui/credentials.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Button, Field, LanguageSwitch, Notice } from "../../../ui/parts.tsx";
import { t } from "../first-words.ts";
import { flow } from "../store.ts";
import { othersUnsent } from "../sync/running.ts";
import { type DemoAccount, demoAccounts, NotAReader, phase, session, signIn } from "./session.ts";

function words(error: unknown): { title: string; detail: string } {
  if (error instanceof NotAReader) return { title: t("sign_in.not_reader.title"), detail: t("sign_in.not_reader.detail") };
  if (error instanceof Unreachable) {
    const key = error.timedOut ? "timeout" : "unreachable";
    return { title: t(`problem.${key}.title`), detail: t(`problem.${key}.detail`) };
  }
  if (error instanceof Problem) return { title: error.body.title, detail: error.body.what_to_do ?? error.body.detail ?? "" };
  return { title: t("problem.unknown.title"), detail: t("problem.unknown.detail") };
}

export function SignInPage(): JSX.Element {
  const [accounts, setAccounts] = useState<readonly DemoAccount[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<{ title: string; detail: string } | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const locked = phase.value === "locked";
  useEffect(() => {
    demoAccounts().then(setAccounts, () => {});
  }, []);

  const enter = async (login: string, password: string): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await signIn(login, password);
    } catch (failure) {
      setError(words(failure));
    } finally {
      setBusy(false);
    }
  };

  return (
    <main class="page sign-in">
      <div class="row">
        <img src="/icon.svg" width="44" height="44" alt="" />
        <div class="grow">
          <b class="brand">{t("app.name")}</b>
          <div class="small muted">{t("sign_in.motto")}</div>
        </div>
        <div class="narrow">
          <LanguageSwitch />
        </div>
      </div>
      {locked ? (
        <Notice tone="doubt" title={t("sign_in.locked.title")}>
          {t("sign_in.locked.detail", { n: flow.value.here })}
        </Notice>
      ) : null}
      {othersUnsent.value ? (
        <Notice tone="doubt" title={t("sign_in.others", { n: othersUnsent.value })}>
          {t("sign_in.others.detail")}
        </Notice>
      ) : null}
      <form
        ref={form}
        class="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          const data = new FormData(event.currentTarget);
          void enter(String(data.get("login") ?? "").trim(), String(data.get("password") ?? ""));
        }}
      >
        <h1>{t("sign_in.title")}</h1>
        <Field label={t("sign_in.login")}>
          {(id) => (
            <input
              id={id}
              name="login"
              class="input"
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              required
              defaultValue={locked ? (session.value?.person.login ?? "") : ""}
            />
          )}
        </Field>
        <Field label={t("sign_in.password")}>{(id) => <PasswordInput id={id} name="password" />}</Field>
        {error ? (
          <Notice tone="wrong" title={error.title}>
            {error.detail}
          </Notice>
        ) : null}
        <Button kind="primary" type="submit" busy={busy} block>
          {t("action.sign_in")}
        </Button>
      </form>
      {accounts.length ? (
        <section class="stack">
          <h2>{t("sign_in.demo")}</h2>
          <p class="small muted">{t("sign_in.demo_hint")}</p>
          <div class="acts">
            {accounts.map((account) => (
              <button key={account.login} type="button" class="choice" disabled={busy} onClick={() => void open(account)}>
                <Icon name="person" />
                <span class="grow">
                  <b class="block">{language.value === "zh-CN" ? account.label_zh : account.label_en}</b>
                  <span class="small muted num">{account.login}</span>
                </span>
                <Icon name="next" />
              </button>
            ))}
          </div>
        </section>
      ) : null}
    </main>
  );

  /** Readers work here; supervisors have a page of their own. */
  async function open(account: DemoAccount): Promise<void> {
    if (account.role === "reader") await enter(account.login, account.password);
    else if (account.role === "customer") setError({ title: t("sign_in.customer.title"), detail: t("sign_in.customer.detail") });
    else location.assign("/office");
  }
}
