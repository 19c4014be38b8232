/** The matrix on the screen: a column a reader with their last contact, a row a run, the unassigned in their own column. */
import type { JSX } from "preact";
import { Pill } from "../../../ui/parts.tsx";
import { go, Link } from "../../../ui/router.tsx";
import { Contact } from "../frame/contact.tsx";
import { StateBar } from "../frame/ledger-card.tsx";
import { t } from "../frame/words.ts";
import type { Person, Run, TodayRow } from "../wire.ts";
import { matrixOf } from "./matrix.ts";

export function MatrixTable({
  runs,
  readers,
  today,
  chosen,
}: {
  runs: readonly Run[];
  readers: readonly Person[];
  today: readonly TodayRow[];
  chosen: string | null;
}): JSX.Element {
  const matrix = matrixOf(runs, readers);
  const contacts = new Map(today.map((row) => [row.person.id, row.last_contact]));
  return (
    <div class="scroll-x">
      <table class="table matrix">
        <thead>
          <tr>
            <th>{t("plan.route")}</th>
            <th class="bar-col">{t("plan.progress")}</th>
            {matrix.readers.map((person) => (
              <th key={person.id} class="right">
                {person.name}
                <Contact at={contacts.get(person.id) ?? null} />
              </th>
            ))}
            <th class="right">{t("assign.nobody")}</th>
          </tr>
        </thead>
        <tbody>
          {matrix.rows.map(({ run, cells, unassigned }) => (
            <tr key={run.id} class={run.id === chosen ? "on" : ""} onClick={() => go(`/assign/${run.id}`)}>
              <td>
                <Link to={`/assign/${run.id}`} class="quiet-link" current={run.id === chosen}>
                  <b>{run.route.name}</b>
                </Link>
                <div class="small muted nowrap">
                  <span class="num">{run.route.code}</span> · {t("assign.stops", { n: run.counts.total })}
                </div>
              </td>
              <td>
                <StateBar tasks={run.counts} />
              </td>
              {cells.map((count, index) => (
                <td key={matrix.readers[index]?.id} class={count ? "right num strong" : "right num faint"}>
                  {count || "·"}
                </td>
              ))}
              <td class="right num">{unassigned ? <Pill tone="doubt">{unassigned}</Pill> : <span class="faint">·</span>}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t("assign.total")}</td>
            <td />
            {matrix.totals.map((total, index) => (
              <td key={matrix.readers[index]?.id} class="right num strong">
                {total}
              </td>
            ))}
            <td class="right num strong">{matrix.unassigned}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
