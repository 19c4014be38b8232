/** 规则: how often each rule was right, the thresholds in force, and setting others. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { businessDate } from "../../../i18n/format.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Button } from "../../../ui/parts.tsx";
import { Answer } from "../frame/trouble.tsx";
import { codeText } from "../frame/words.ts";
import { whomText } from "../photos/whom.tsx";
import type { Page } from "../wire.ts";
import { numbersOf, setting, share } from "./in-force.ts";
import { SetSheet } from "./set-sheet.tsx";
import type { Numbers, Precision, Rule, Threshold, Thresholds } from "./wire.ts";
import { t } from "./words.ts";

const MONTHS = 12;

function NumberList({ numbers, usual }: { numbers: Numbers; usual: Numbers }): JSX.Element {
  const named = Object.entries(numbers);
  if (named.length === 0) return <span class="muted">{t("rules.none")}</span>;
  return (
    <ul class="plain-list small">
      {named.map(([name, value]) => (
        <li key={name}>
          {codeText("rules.number", name)} {usual[name] === value ? <span class="num">{value}</span> : <b class="num">{value}</b>}
        </li>
      ))}
    </ul>
  );
}

function RuleRow({
  rule,
  found,
  precision,
  onSet,
}: {
  rule: Rule;
  found: Threshold | undefined;
  precision: Precision | undefined;
  onSet: () => void;
}): JSX.Element {
  const percent = precision ? share(precision) : null;
  return (
    <tr>
      <td>
        <b class="num">{rule.code}</b> {codeText("case.headline", rule.code)}
        <div class="small muted">{codeText("rules.where", rule.where)}</div>
      </td>
      <td>
        <NumberList numbers={numbersOf(rule, found)} usual={rule.defaults} />
      </td>
      <td class="right num">{precision?.opened ?? "–"}</td>
      <td class="right num">{precision?.right ?? "–"}</td>
      <td class="right num">{precision?.accepted ?? "–"}</td>
      <td class="right num">{precision?.waiting ?? "–"}</td>
      <td class="right num">{percent === null ? "–" : `${percent} %`}</td>
      <td class="right">
        {Object.keys(rule.defaults).length ? (
          <Button small onClick={onSet} aria-label={t("rules.set_this", { code: rule.code })}>
            {t("rules.set")}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}

function History({ items }: { items: readonly Threshold[] }): JSX.Element {
  if (items.length === 0) return <p class="muted">{t("rules.history.none")}</p>;
  return (
    <div class="scroll-x">
      <table class="table">
        <thead>
          <tr>
            <th>{t("rules.rule")}</th>
            <th>{t("rules.for")}</th>
            <th>{t("rules.thresholds")}</th>
            <th>{t("rules.from")}</th>
            <th>{t("rules.by")}</th>
            <th>{t("rules.why")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td class="num">{one.rule}</td>
              <td>{whomText(one, [])}</td>
              <td>
                <NumberList numbers={one.numbers} usual={one.numbers} />
              </td>
              <td class="num nowrap">{one.valid_from}</td>
              <td>{one.set_by?.name ?? "–"}</td>
              <td>{one.reason ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RulesScreen({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const [setFor, setSetFor] = useState<Rule | null>(null);
  const asked = useAsk<Thresholds>(`thresholds/${branchId}`, (signal) =>
    call("GET", "/thresholds", { query: { branch_id: branchId, limit: 200 }, signal }),
  );
  const did = useAsk<Page<Precision>>(`precision/${branchId}/${period}`, (signal) =>
    call("GET", "/rules/precision", { query: { branch_id: branchId, period, months: MONTHS }, signal }),
  );
  const precision = new Map(did.data?.items.map((one) => [one.rule, one]));
  return (
    <div class="page stack">
      <h1>{t("nav.rules")}</h1>
      <p class="small muted">{t("rules.what", { months: MONTHS })}</p>
      <Answer asked={asked}>
        {(page) => (
          <>
            <div class="scroll-x">
              <table class="table">
                <thead>
                  <tr>
                    <th>{t("rules.rule")}</th>
                    <th>{t("rules.thresholds")}</th>
                    <th class="right">{t("rules.opened")}</th>
                    <th class="right">{t("rules.right")}</th>
                    <th class="right">{t("rules.accepted")}</th>
                    <th class="right">{t("rules.waiting")}</th>
                    <th class="right">{t("rules.share")}</th>
                    <th />
                  </tr>
                </thead>
                <tbody>
                  {page.rules.map((rule) => (
                    <RuleRow
                      key={rule.code}
                      rule={rule}
                      found={setting(page.items, rule.code, { branchId, customerClass: null, day: businessDate() })}
                      precision={precision.get(rule.code)}
                      onSet={() => setSetFor(rule)}
                    />
                  ))}
                </tbody>
              </table>
            </div>
            <h2>{t("rules.history")}</h2>
            <History items={page.items} />
            {setFor ? (
              <SetSheet
                branchId={branchId}
                period={period}
                months={MONTHS}
                rule={setFor}
                items={page.items}
                onClose={() => setSetFor(null)}
                onSet={() => asked.again()}
              />
            ) : null}
          </>
        )}
      </Answer>
    </div>
  );
}
