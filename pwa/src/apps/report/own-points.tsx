/** A signed-in customer's own meters: which one may be reported now, and what was last read. */
import type { JSX } from "preact";
import { call, Problem } from "../../api/client.ts";
import { language } from "../../i18n/texts.ts";
import { useAct, useAsk } from "../../ui/ask.ts";
import { Credentials } from "../../ui/credentials.tsx";
import { Button, Loading, Pill } from "../../ui/parts.tsx";
import { type OwnPoint, ownPoints } from "./door.ts";
import { Frame } from "./frame.tsx";
import { Trouble } from "./trouble.tsx";
import { t } from "./words.ts";

interface Demo {
  demo: boolean;
  accounts: { login: string; password: string; role: string; label_en: string; label_zh: string }[];
}

function SignIn({ onIn }: { onIn: () => Promise<void> }): JSX.Element {
  const demo = useAsk<Demo>("demo", (signal) => call("GET", "/auth/demo", { signal }));
  const enter = useAct(async (name: string, word: string) => {
    await call("POST", "/auth/sign-in", { body: { login: name, password: word } });
    await onIn();
  });
  const customers = demo.data?.demo ? demo.data.accounts.filter((account) => account.role === "customer") : [];
  return (
    <Frame title={t("mine.sign_in")}>
      <Credentials
        busy={enter.busy}
        onEnter={(login, password) => void enter.run(login, password)}
        trouble={<Trouble error={enter.error} />}
      >
        <p class="muted">{t("mine.detail")}</p>
      </Credentials>
      {customers.length ? (
        <section class="stack">
          <h2>{t("sign_in.demo")}</h2>
          {customers.map((account) => (
            <button
              key={account.login}
              type="button"
              class="choice"
              disabled={enter.busy}
              onClick={() => void enter.run(account.login, account.password)}
            >
              {language.value === "zh-CN" ? account.label_zh : account.label_en}
            </button>
          ))}
        </section>
      ) : null}
    </Frame>
  );
}

function Own({ point, onPick }: { point: OwnPoint; onPick: (taskId: string) => void }): JSX.Element {
  const { task_id: task } = point;
  return (
    <li class="card">
      <b>{point.point.address}</b>
      <div class="small muted">
        {point.meter ? t("meter.tail", { tail: point.meter.tail }) : t("mine.no_meter")}
        {point.last ? ` · ${t("mine.last", { period: point.last.period, value: point.last.value })}` : ""}
      </div>
      {point.state === "open" && task ? (
        <Button kind="primary" onClick={() => onPick(task)}>
          {t("mine.report")}
        </Button>
      ) : (
        <Pill tone={point.state === "done" ? "got" : "plain"}>{t(point.state === "done" ? "mine.done" : "mine.none")}</Pill>
      )}
    </li>
  );
}

export function OwnPoints({ onPick }: { onPick: (taskId: string) => void }): JSX.Element {
  const asked = useAsk<{ items: OwnPoint[] }>("own", ownPoints);
  const leave = useAct(async () => {
    await call("POST", "/auth/sign-out");
    await asked.again();
  });
  const out = asked.error instanceof Problem && (asked.error.body.status === 401 || asked.error.body.status === 403);
  if (out) return <SignIn onIn={() => asked.again()} />;
  return (
    <Frame
      title={t("mine.title")}
      actions={
        <Button kind="plain" busy={leave.busy} onClick={() => void leave.run()}>
          {t("action.sign_out")}
        </Button>
      }
    >
      <Trouble error={asked.error ?? leave.error} />
      {asked.data ? (
        asked.data.items.length ? (
          <ul class="own">
            {asked.data.items.map((point) => (
              <Own key={point.point.id} point={point} onPick={onPick} />
            ))}
          </ul>
        ) : (
          <p class="muted">{t("mine.empty")}</p>
        )
      ) : asked.error ? null : (
        <Loading />
      )}
    </Frame>
  );
}
