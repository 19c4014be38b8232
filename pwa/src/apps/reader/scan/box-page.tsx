/** A meter box as it hangs: a grid of its meters by row and column. */
import type { JSX } from "preact";
import { sharedStart } from "../../../domain/apart.ts";
import { Icon, StateMark } from "../../../ui/icons.tsx";
import { Button, Notice, RoundButton } from "../../../ui/parts.tsx";
import { back, go, query } from "../../../ui/router.tsx";
import { foundFor, listed, type Stop, unsentTasks } from "../store.ts";
import { t, tailOf, titleOf } from "../words.ts";

function place(stops: readonly Stop[]): { cells: (Stop | null)[]; columns: number } {
  const placed = stops.every((stop) => stop.task.box?.row && stop.task.box.col);
  if (!placed) return { cells: [...stops].sort((a, b) => a.sequence - b.sequence), columns: stops.length > 4 ? 3 : 2 };
  const rows = Math.max(...stops.map((stop) => stop.task.box?.row ?? 1));
  const columns = Math.max(...stops.map((stop) => stop.task.box?.col ?? 1));
  const cells: (Stop | null)[] = Array.from({ length: rows * columns }, () => null);
  const extra: Stop[] = [];
  for (const stop of stops) {
    const at = ((stop.task.box?.row ?? 1) - 1) * columns + (stop.task.box?.col ?? 1) - 1;
    // A re-read hangs in the same place as the regular task: the one that wants work is shown there.
    const there = cells[at];
    if (!there) cells[at] = stop;
    else if (there.holding !== "open" && stop.holding === "open") {
      cells[at] = stop;
    } else if (there.task.meter.id !== stop.task.meter.id) extra.push(stop);
  }
  return { cells: [...cells, ...extra], columns };
}

export function BoxPage({ id }: { id: string }): JSX.Element {
  const inside = listed.value.filter((stop) => stop.task.box?.id === id);
  const code = query.value.get("code");
  const box = inside[0]?.task.box;
  const { cells, columns } = place(inside);
  // The box has one address; its meters' own endings are what fits into a cell.
  const shared = sharedStart(inside.map((stop) => titleOf(stop.task)));
  const left = inside.filter((stop) => stop.holding === "open").length;
  const open = (stop: Stop): void => {
    foundFor.set(stop.id, { how: "box", text: code ?? box?.barcode ?? "", verdict: "expected" });
    go(`/stop/${stop.id}`);
  };
  return (
    <main class="page">
      <header class="row">
        <RoundButton icon="back" label={t("action.back")} onClick={() => back("/")} />
        <div class="grow">
          <h1 class="ellipsis">{box?.address || (inside[0] ? titleOf(inside[0].task) : t("box.title"))}</h1>
          <div class="small muted">
            {t("box.left", { left, all: inside.length })} · <span class="num">{box?.barcode}</span>
          </div>
        </div>
      </header>
      {inside.length ? null : (
        <Notice tone="doubt" title={t("box.empty.title")}>
          {t("box.empty.detail")}
        </Notice>
      )}
      <div class={`box-grid columns-${Math.min(columns, 6)}`}>
        {cells.map((stop, i) =>
          stop ? (
            <button key={stop.id} type="button" class={`box-cell ${stop.holding}`} onClick={() => open(stop)}>
              <span class="num">{tailOf(stop.task)}</span>
              <span class="small ellipsis">{titleOf(stop.task).slice(shared).trim()}</span>
              <span class="small mark">
                {stop.holding === "open" ? (
                  t("holding.open")
                ) : (
                  <>
                    {stop.mine ? <StateMark state={unsentTasks.value.has(stop.id) ? "here" : "got"} /> : <Icon name="check" />}
                    {t(`holding.${stop.holding}`)}
                  </>
                )}
              </span>
            </button>
          ) : (
            <span key={`empty-${i}`} class="box-cell nobody" aria-hidden="true" />
          ),
        )}
      </div>
      <p class="small muted centre">{t("box.hint")}</p>
      <div class="acts push-down">
        <Button icon="scan" onClick={() => go("/scan", { replace: true })}>
          {t("round.scan")}
        </Button>
      </div>
    </main>
  );
}
