/** A form of login and password; what stands above and below the fields is the page's. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { CommonKeys } from "../i18n/common.en.ts";
import { translator } from "../i18n/texts.ts";
import { Button, Field } from "./parts.tsx";

const t = translator<CommonKeys>();

interface Props {
  readonly login?: string | undefined;
  readonly busy: boolean;
  readonly onEnter: (login: string, password: string) => void;
  readonly trouble: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Credentials({ login: known = "", busy, onEnter, trouble, children }: Props): JSX.Element {
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState("");
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onEnter(login.trim(), password);
      }}
    >
      {children}
      <Field label={t("sign_in.login")}>
        {(id) => (
          <input
            id={id}
            class="input"
            autocomplete="username"
            autocapitalize="none"
            required
            value={login}
            onInput={(event) => setLogin(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t("sign_in.password")}>
        {(id) => (
          <input
            id={id}
            class="input"
            type="password"
            autocomplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      {trouble}
      <Button type="submit" kind="primary" block busy={busy}>
        {t("action.sign_in")}
      </Button>
    </form>
  );
}
