/** 无网交接: a phone that finds no network gives its outbox to somebody who will; and carries for others. */
import type { JSX } from "preact";
import { RoundButton } from "../../../ui/parts.tsx";
import { back } from "../../../ui/router.tsx";
import { Carry } from "./carry.tsx";
import { HandOver } from "./hand-over.tsx";
import { t } from "./words.ts";

export function CourierPage(): JSX.Element {
  return (
    <main class="page">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/sync")} />
        <h1 class="grow">{t("courier.title")}</h1>
      </header>
      <HandOver />
      <Carry />
    </main>
  );
}
