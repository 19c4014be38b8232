/** The queue at the left: what waits, the heaviest or the oldest first. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { BothEnds, Button, Pill } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { ago } from "../frame/ago.ts";
import { brief } from "../frame/quantity.ts";
import { codeText, t } from "../frame/words.ts";
import type { CaseItem } from "../wire.ts";
import { headline, sentKind, toneOf } from "./words.ts";

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

/** Ticking several cases at once: null while one is looked at after the other. */
export interface Several {
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (ids: ReadonlySet<string>) => void;
  readonly onAccept: () => void;
}

function Tick({ item, several }: { item: CaseItem; several: Several }): JSX.Element {
  const { ticked, onTick } = several;
  return (
    <input
      type="checkbox"
      class="qi-tick"
      aria-label={t("many.tick", { tail: item.meter_tail })}
      checked={ticked.has(item.id)}
      onChange={() => {
        const next = new Set(ticked);
        if (!next.delete(item.id)) next.add(item.id);
        onTick(next);
      }}
    />
  );
}

function Item({ item, chosen, several }: { item: CaseItem; chosen: boolean; several: Several | null }): JSX.Element {
  const box = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) box.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  // What was found is said of who took it, not of who has the work now.
  const who = item.taken_at ? item.taken_by : item.sender ? item.sender.person : item.holder;
  const kwh = item.weight_kwh === "0" ? "" : ` · ${brief(item.weight_kwh, 0, true)} kWh`;
  return (
    <li ref={box} class={several ? "ticking" : ""}>
      {several ? <Tick item={item} several={several} /> : null}
      <Link to={`/cases/${item.id}`} class={chosen ? "qi on" : "qi"} current={chosen}>
        <span class="row">
          <b class="grow num cut">{item.meter_tail || !item.sender ? `…${item.meter_tail}` : sentKind(item.sender)}</b>
          <Pill tone={toneOf(item)}>{headline(item)}</Pill>
        </span>
        <span class="muted row">
          <BothEnds text={item.point?.address ?? item.sender?.device?.name ?? t("case.no_point")} />
          <span class="num nowrap">{kwh}</span>
        </span>
        <span class="small muted cut">
          {item.claimed_by && item.state !== "closed" ? `${t("case.claimed_by", { name: item.claimed_by.name })} · ` : ""}
          {item.sender && item.meter_tail ? `${sentKind(item.sender)} · ` : ""}
          {who ? `${who.name} · ` : ""}
          {item.sender?.device && item.point ? `${item.sender.device.name} · ` : ""}
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
  several,
  onSeveral,
}: {
  items: readonly CaseItem[];
  total: number;
  more: boolean;
  onMore: () => void;
  view: QueueView;
  onView: (view: QueueView) => void;
  chosen: string | null;
  several: Several | null;
  onSeveral: (on: boolean) => void;
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
      {view.state === "open" && items.length ? (
        <div class="queue-many small">
          <label class="tick">
            <input type="checkbox" checked={several !== null} onChange={(event) => onSeveral(event.currentTarget.checked)} />
            <span>{t("many.several")}</span>
          </label>
          {several ? (
            <>
              <button
                type="button"
                class="sort small"
                onClick={() => several.onTick(new Set(several.ticked.size === items.length ? [] : items.map((item) => item.id)))}
              >
                {t("many.all", { n: items.length })}
              </button>
              <Button small kind="primary" disabled={!several.ticked.size} onClick={several.onAccept}>
                {t("many.do", { n: several.ticked.size })}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      <ol class="queue-list">
        {items.map((item) => (
          <Item key={item.id} item={item} chosen={item.id === chosen} several={several} />
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
