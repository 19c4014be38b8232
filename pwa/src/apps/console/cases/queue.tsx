/** The queue at the left: what waits, the heaviest or the oldest first. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { BothEnds, Pill } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { ago } from "../frame/ago.ts";
import { brief } from "../frame/quantity.ts";
import { codeText, t } from "../frame/words.ts";
import type { CaseItem } from "../wire.ts";
import { headline, toneOf } from "./words.ts";

export interface QueueView {
  kind: string;
  sort: "weight" | "age";
  state: "open" | "waiting" | "closed";
}

export const KINDS = [
  "implausible",
  "barcode_mismatch",
  "contested",
  "customer_reading",
  "photo_mismatch",
  "quarantined",
  "ledger_difference",
];

function Item({ item, chosen }: { item: CaseItem; chosen: boolean }): JSX.Element {
  const box = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) box.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  // What was found is said of who took it, not of who has the work now.
  const who = item.taken_at ? item.taken_by : item.holder;
  const kwh = item.weight_kwh === "0" ? "" : ` · ${brief(item.weight_kwh, 0, true)} kWh`;
  return (
    <li ref={box}>
      <Link to={`/cases/${item.id}`} class={chosen ? "qi on" : "qi"} current={chosen}>
        <span class="row">
          <b class="grow num">…{item.meter_tail}</b>
          <Pill tone={toneOf(item)}>{headline(item)}</Pill>
        </span>
        <span class="muted row">
          <BothEnds text={item.point?.address ?? t("case.no_point")} />
          <span class="num">{kwh}</span>
        </span>
        <span class="small muted cut">
          {item.claimed_by && item.state !== "closed" ? `${t("case.claimed_by", { name: item.claimed_by.name })} · ` : ""}
          {who ? `${who.name} · ` : ""}
          {ago(item.taken_at ?? item.opened_at)}
        </span>
      </Link>
    </li>
  );
}

export function Queue({
  items,
  total,
  more,
  onMore,
  view,
  onView,
  chosen,
}: {
  items: readonly CaseItem[];
  total: number;
  more: boolean;
  onMore: () => void;
  view: QueueView;
  onView: (view: QueueView) => void;
  chosen: string | null;
}): JSX.Element {
  return (
    <section class="queue" aria-label={t("nav.cases")}>
      <div class="queue-head">
        <label class="grow">
          <span class="visually-hidden">{t("case.state")}</span>
          <select
            class="bare"
            value={view.state}
            onChange={(event) => onView({ ...view, state: event.currentTarget.value as QueueView["state"] })}
          >
            {(["open", "waiting", "closed"] as const).map((state) => (
              <option key={state} value={state}>
                {t(`case.state.${state}`)}
                {state === view.state ? ` ${total}` : ""}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="visually-hidden">{t("case.kind")}</span>
          <select class="bare small" value={view.kind} onChange={(event) => onView({ ...view, kind: event.currentTarget.value })}>
            <option value="">{t("case.kind.all")}</option>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {codeText("case.kind", kind)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="sort small" onClick={() => onView({ ...view, sort: view.sort === "weight" ? "age" : "weight" })}>
          {t(`case.sort.${view.sort}`)} ↓
        </button>
      </div>
      <ol class="queue-list">
        {items.map((item) => (
          <Item key={item.id} item={item} chosen={item.id === chosen} />
        ))}
        {more ? (
          <li>
            <button type="button" class="qi more" onClick={onMore}>
              {t("list.more")}
            </button>
          </li>
        ) : null}
      </ol>
    </section>
  );
}
