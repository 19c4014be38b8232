/** A form of login and password; what stands above and below the fields is the page's. */
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import type { CommonKeys } from "../i18n/common.en.ts";
import { translator } from "../i18n/texts.ts";
import { Button, Field } from "./parts.tsx";

const t = translator<CommonKeys>();

interface PasswordProps {
  readonly id: string;
  readonly name?: string;
  readonly value?: string;
  readonly onInput?: (event: { currentTarget: HTMLInputElement }) => void;
}

/** A password that can be looked at: on a small keyboard, with cold fingers, one types blind otherwise. */
export function PasswordInput(input: PasswordProps): JSX.Element {
  const [visible, setVisible] = useState(false);
  return (
    <span class="with-button">
      <input
        {...input}
        class="input"
        type={(visible ? "text" : "password") as "password"}
        autocomplete="current-password"
        autocapitalize="none"
        spellcheck={false}
        required
      />
      <button type="button" class="peek" aria-pressed={visible} onClick={() => setVisible(!visible)}>
        {visible ? t("sign_in.hide") : t("sign_in.show")}
      </button>
    </span>
  );
}

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
        {(id) => <PasswordInput id={id} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />}
      </Field>
      {trouble}
      <Button type="submit" kind="primary" block busy={busy}>
        {t("action.sign_in")}
      </Button>
    </form>
  );
}
