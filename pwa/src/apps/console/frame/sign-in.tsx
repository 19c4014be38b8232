/** Sign-in: a page of its own, or a sheet over the work when the session ended meanwhile. On a demo server its accounts can be tapped. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { language } from "../../../i18n/texts.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Credentials } from "../../../ui/credentials.tsx";
import { LanguageSwitch, Sheet } from "../../../ui/parts.tsx";
import type { DemoAccount } from "../wire.ts";
import { me, signIn } from "./session.ts";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

interface Demo {
  demo: boolean;
  accounts: DemoAccount[];
}

function DemoAccounts({ busy, onPick }: { busy: boolean; onPick: (account: DemoAccount) => void }): JSX.Element | null {
  const demo = useAsk<Demo>("demo", (signal) => call("GET", "/auth/demo", { signal }));
  const offices = demo.data?.accounts.filter((account) => account.role === "supervisor" || account.role === "admin") ?? [];
  if (!demo.data?.demo || offices.length === 0) return null;
  return (
    <section class="demo" aria-labelledby="demo-title">
      <h2 id="demo-title">{t("sign_in.demo")}</h2>
      <p class="small muted">{t("sign_in.demo_hint")}</p>
      <div class="demo-list">
        {offices.map((account) => (
          <button key={account.login} type="button" class="choice" disabled={busy} onClick={() => onPick(account)}>
            <span class="grow">{language.value === "zh-CN" ? account.label_zh : account.label_en}</span>
            <span class="small muted num">{account.login}</span>
          </button>
        ))}
      </div>
      <p class="small">
        <a href="/practice">{t("sign_in.practice")}</a> · <a href="/">{t("sign_in.reader_page")}</a>
      </p>
    </section>
  );
}

function Form({ over }: { over: boolean }): JSX.Element {
  const enter = useAct(signIn);
  return (
    <>
      <Credentials
        login={over ? me.value?.person.login : undefined}
        busy={enter.busy}
        onEnter={(login, password) => void enter.run(login, password)}
        trouble={<Trouble error={enter.error} />}
      >
        <h1>{over ? t("sign_in.again") : t("sign_in.office")}</h1>
        {over ? <p class="muted">{t("sign_in.again.detail")}</p> : null}
      </Credentials>
      {over ? null : <DemoAccounts busy={enter.busy} onPick={(account) => void enter.run(account.login, account.password)} />}
    </>
  );
}

export function SignIn({ over = false }: { over?: boolean }): JSX.Element {
  if (over) {
    return (
      <Sheet label={t("sign_in.again")} centre>
        <Form over />
      </Sheet>
    );
  }
  return (
    <main class="entry">
      <div class="entry-card card">
        <div class="row">
          <b class="brand grow">{t("app.name")}</b>
          <LanguageSwitch />
        </div>
        <Form over={false} />
      </div>
    </main>
  );
}
