/** 户数核对: from active metering points down to open stops, of the branch, or of one run, reader or transformer area. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { count } from "../../../i18n/format.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Field, Notice, Segments } from "../../../ui/parts.tsx";
import { go, Link, query } from "../../../ui/router.tsx";
import { PointLedger, TaskLedger } from "../frame/ledger-card.tsx";
import { Answer } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import { type Ledger, STATES } from "../wire.ts";
import { addressOf, asked, type Choice, choices, PARTS, type Part, partOf } from "./parts.ts";

function Chooser({ part, id, among }: { part: Part; id: string; among: readonly Choice[] }): JSX.Element {
  return among.length === 0 ? (
    <p class="muted">{t("ledger.nothing_to_choose")}</p>
  ) : (
    <Field label={codeText("ledger.by", part)}>
      {(field) => (
        <select id={field} class="input" value={id} onChange={(event) => go(addressOf(part, event.currentTarget.value), { replace: true })}>
          {id ? null : <option value="">{t("ledger.choose")}</option>}
          {among.map(([one, name]) => (
            <option key={one} value={one}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function ByReader({ ledger }: { ledger: Ledger }): JSX.Element | null {
  if (ledger.by_holder.length === 0) return null;
  return (
    <section>
      <h2>{t("ledger.readers")}</h2>
      <div class="scroll-x">
        <table class="table">
          <thead>
            <tr>
              <th>{codeText("ledger.by", "reader")}</th>
              {STATES.map((state) => (
                <th key={state} class="right">
                  {codeText("holding", state)}
                </th>
              ))}
              <th class="right">{t("ledger.ever")}</th>
            </tr>
          </thead>
          <tbody>
            {ledger.by_holder.map((line) => (
              <tr key={line.person.id}>
                <td>
                  <Link to={addressOf("reader", line.person.id)}>{line.person.name}</Link>
                </td>
                {STATES.map((state) => (
                  <td key={state} class="right num">
                    {line[state] ? count(line[state]) : <span class="faint">–</span>}
                  </td>
                ))}
                <td class="right num">
                  <b>{count(line.ever)}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Whole({ ledger }: { ledger: Ledger }): JSX.Element {
  return (
    <>
      {ledger.imbalances.length > 0 ? <Notice tone="wrong" title={t("ledger.wrong_line")} /> : null}
      <div class="ledger-cards">
        <div class="card">
          <PointLedger ledger={ledger} />
        </div>
        <div class="card">
          <TaskLedger tasks={ledger.tasks} title={t("ledger.tasks")} />
        </div>
      </div>
      <ByReader ledger={ledger} />
    </>
  );
}

export function LedgerScreen({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const part = partOf(query.value.get("by"));
  const id = part === "all" ? "" : (query.value.get("id") ?? "");
  const key = `${branchId}/${period}/${part}`;
  const among = useAsk<Choice[]>(part === "all" ? null : `ledger-of/${key}`, (signal) => choices(part, branchId, period, signal));
  // What another month or branch had is no choice here: a run belongs to one month.
  const chosen = part === "all" || (among.data?.some(([one]) => one === id) ?? false);
  const ledger = useAsk<Ledger>(
    chosen ? `ledger/${key}/${id}` : null,
    (signal) => call("GET", "/ledger", { query: { branch_id: branchId, period, ...asked(part, id) }, signal }),
    60_000,
  );
  return (
    <div class="page stack">
      <header class="row">
        <h1 class="grow">
          {t("ledger.title")} <span class="num">{period}</span>
        </h1>
      </header>
      <div class="row ledger-of">
        <Segments
          label={t("ledger.of")}
          value={part}
          options={PARTS.map((one) => [one, codeText("ledger.by", one)] as const)}
          onChange={(one) => go(addressOf(one), { replace: true })}
        />
        {part === "all" ? null : <Answer asked={among}>{(found) => <Chooser part={part} id={chosen ? id : ""} among={found} />}</Answer>}
      </div>
      {chosen ? <Answer asked={ledger}>{(data) => <Whole ledger={data} />}</Answer> : null}
    </div>
  );
}
