/** 今天: who is where in their round, what is still on phones, who hasn't been heard of. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { clockTime, count } from "../../../i18n/format.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Icon, StateMark } from "../../../ui/icons.tsx";
import { Pill } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Contact } from "../frame/contact.tsx";
import { balances, StateBar } from "../frame/ledger-card.tsx";
import { Answer } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import { STATES, type Today, type TodayRow } from "../wire.ts";

function Figures({ today }: { today: Today }): JSX.Element {
  const { stops } = today;
  const owed = today.items.reduce((sum, row) => sum + row.photos.owed, 0);
  const figures: [string, string, string][] = [
    ["got", t("today.read"), `${count(stops.read)} / ${count(stops.due)}`],
    ["plain", t("today.open"), count(stops.open)],
    ["here", t("today.skipped"), count(stops.skipped)],
    ["doubt", t("today.contested"), count(stops.contested)],
    ["sent", t("today.photos_owed"), count(owed)],
  ];
  return (
    <div class="figures">
      {figures.map(([tone, label, value]) => (
        <div key={label} class={`figure ${tone}`}>
          <b class="num">{value}</b>
          <span>{label}</span>
        </div>
      ))}
    </div>
  );
}

function Row({ row }: { row: TodayRow }): JSX.Element {
  return (
    <tr>
      <td>
        <b>{row.person.name}</b>
        <Contact at={row.last_contact} />
      </td>
      <td>
        {row.runs.length === 0 ? <span class="faint">–</span> : null}
        {row.runs.map((run) => (
          <div key={run.id}>
            <Link to={`/assign/${run.id}`} class="quiet-link">
              {run.route_name}
            </Link>
          </div>
        ))}
      </td>
      <td>
        <StateBar tasks={row.tasks} />
        <div class="small muted num">
          {row.first_at && row.last_at ? `${clockTime(row.first_at)}–${clockTime(row.last_at)}` : t("today.not_started")}
        </div>
      </td>
      {STATES.map((state) => (
        <td key={state} class={row.tasks[state] ? "right num" : "right num faint"}>
          {row.tasks[state] || "·"}
        </td>
      ))}
      <td class="right num strong">
        {row.tasks.ever}
        {balances(row.tasks) ? null : (
          <span class="wrong-text" title={t("ledger.does_not_balance")}>
            {" "}
            ⚠
          </span>
        )}
      </td>
      <td class="right">
        {row.photos.missing ? (
          <span class="wrong-text" title={t("today.photos_missing", { n: row.photos.missing })}>
            <Icon name="camera" label={t("today.photos_missing", { n: row.photos.missing })} /> {row.photos.missing}{" "}
          </span>
        ) : null}
        {row.photos.unusable ? (
          <span class="wrong-text" title={t("today.photos_unusable", { n: row.photos.unusable })}>
            <Icon name="warn" label={t("today.photos_unusable", { n: row.photos.unusable })} /> {row.photos.unusable}{" "}
          </span>
        ) : null}
        {row.photos.owed ? (
          <Pill tone="here">
            <StateMark state="here" /> {row.photos.owed}
          </Pill>
        ) : row.photos.whole ? (
          <Pill tone="got">
            <StateMark state="got" /> {row.photos.whole}
          </Pill>
        ) : (
          <span class="faint">–</span>
        )}
      </td>
    </tr>
  );
}

export function TodayScreen({ branchId }: { branchId: number; period: string }): JSX.Element {
  const asked = useAsk<Today>(`today/${branchId}`, (signal) => call("GET", "/today", { query: { branch_id: branchId }, signal }), 15_000);
  return (
    <div class="page">
      <header class="row">
        <h1 class="grow">{t("nav.today")}</h1>
        <Link to="/receipts">{t("today.receipts")}</Link>
        {asked.at ? <span class="small muted">{t("today.as_of", { time: clockTime(asked.at) })}</span> : null}
      </header>
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">
              {t("today.nobody")} <Link to="/assign">{t("nav.assign")}</Link>
            </p>
          ) : (
            <>
              <Figures today={page} />
              <div class="scroll-x">
                <table class="table">
                  <thead>
                    <tr>
                      <th>{t("today.reader")}</th>
                      <th>{t("today.rounds")}</th>
                      <th class="bar-col">{t("plan.progress")}</th>
                      {STATES.map((state) => (
                        <th key={state} class="right">
                          {codeText("holding", state)}
                        </th>
                      ))}
                      <th class="right">{t("ledger.ever")}</th>
                      <th class="right">{t("today.photos")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {page.items.map((row) => (
                      <Row key={row.person.id} row={row} />
                    ))}
                  </tbody>
                </table>
              </div>
              <p class="small muted">{t("today.photos_legend")}</p>
            </>
          )
        }
      </Answer>
    </div>
  );
}
