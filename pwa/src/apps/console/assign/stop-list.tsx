/** The stops of a run with boxes to tick; Shift reaches from the last one, a box's number takes its meters together. */
import type { JSX } from "preact";
import { BothEnds } from "../../../ui/parts.tsx";
import { Windowed } from "../frame/windowed.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Person } from "../wire.ts";
import type { Stop } from "./selection.ts";

const ROW = 44;

export function StopList({
  stops,
  selected,
  holders,
  movable,
  onPick,
  onAll,
  onBox,
  onlyOpen,
  onOnlyOpen,
}: {
  stops: readonly Stop[];
  selected: ReadonlySet<string>;
  holders: ReadonlyMap<string, Person | null>;
  movable: (stop: Stop) => boolean;
  onPick: (id: string, reach: boolean) => void;
  onAll: () => void;
  onBox: (box: string) => void;
  onlyOpen: boolean;
  onOnlyOpen: (only: boolean) => void;
}): JSX.Element {
  const can = stops.filter(movable);
  const all = can.length > 0 && can.every((stop) => selected.has(stop.id));
  return (
    <div class="stop-list">
      <div class="stop-head small muted">
        <label class="tick">
          <input type="checkbox" checked={all} disabled={can.length === 0} onChange={onAll} />
          <span>{selected.size ? t("move.selected", { n: selected.size }) : t("move.shown", { n: stops.length })}</span>
        </label>
        <label class="tick">
          <input type="checkbox" checked={onlyOpen} onChange={(event) => onOnlyOpen(event.currentTarget.checked)} />
          <span>{t("move.only_open")}</span>
        </label>
      </div>
      <Windowed items={stops} rowHeight={ROW} label={t("plan.stops")}>
        {(stop) => (
          <div class={selected.has(stop.id) ? "stop-row on" : "stop-row"}>
            <label class="tick">
              <input
                type="checkbox"
                checked={selected.has(stop.id)}
                disabled={!movable(stop)}
                onClick={(event) => {
                  // The box follows what the selection became, never the other way round.
                  event.preventDefault();
                  onPick(stop.id, event.shiftKey);
                }}
              />
              <span class="num muted seq">{stop.sequence}</span>
              <span class="grow">
                <BothEnds text={stop.address} />
              </span>
            </label>
            {stop.box ? (
              <button type="button" class="box-btn num small" onClick={() => onBox(stop.box)} title={t("move.box", { box: stop.box })}>
                ▦ {stop.box.slice(-4)}
              </button>
            ) : (
              <span />
            )}
            <span class="num small muted">…{stop.assetNumber.slice(-6)}</span>
            <span class="small cut">{holders.get(stop.id)?.name ?? t("assign.nobody")}</span>
            <span class={`small state-word ${stop.state}`}>{codeText("task.state", stop.state)}</span>
          </div>
        )}
      </Windowed>
    </div>
  );
}
