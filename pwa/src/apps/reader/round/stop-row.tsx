/** One stop in the list: state by shape and word, address, where to look, the meter's last figures. */
import type { JSX } from "preact";
import type { HoldingState } from "../../../domain/types.ts";
import { textOf } from "../../../i18n/texts.ts";
import { Icon, type IconName, StateMark } from "../../../ui/icons.tsx";
import { BothEnds } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { t } from "../first-words.ts";
import { type Stop, unsentTasks } from "../store.ts";
import { boxPlace, tailOf, titleOf } from "../words.ts";

const ICONS: Record<Exclude<HoldingState, "open">, IconName> = {
  read: "check",
  skipped: "door",
  returned: "undo",
  moved: "next",
  contested: "warn",
  closed_elsewhere: "check",
  cancelled: "close",
};

export function StopRow({ stop }: { stop: Stop }): JSX.Element {
  const { task, holding } = stop;
  const where = [boxPlace(task), textOf(`phases.${task.meter.phases}`), task.point.hint].filter(Boolean).join(" · ");
  return (
    <Link to={`/stop/${stop.id}`} class="stop-row">
      <span class={`stop-state ${holding}`}>
        {holding === "open" ? (
          <span class="num" aria-hidden="true">
            {task.sequence}
          </span>
        ) : (
          <Icon name={ICONS[holding]} />
        )}
        <span class="visually-hidden">{t(`holding.${holding}`)}</span>
      </span>
      <span class="grow">
        <b class="block">
          <BothEnds text={titleOf(task)} />
        </b>
        <span class="small muted ellipsis block">{where}</span>
      </span>
      <span class="stop-side">
        <span class="num">{tailOf(task)}</span>
        {holding === "closed_elsewhere" ? (
          <span class="small mark got">{t("holding.closed_elsewhere")}</span>
        ) : stop.mine && holding !== "open" ? (
          <span class={`small mark ${unsentTasks.value.has(stop.id) ? "here" : "got"}`}>
            <StateMark state={unsentTasks.value.has(stop.id) ? "here" : "got"} />
            {unsentTasks.value.has(stop.id) ? t("state.here") : t("state.got")}
          </span>
        ) : task.kind === "regular" ? null : (
          <span class="pill doubt">{t(`kind.${task.kind}`)}</span>
        )}
      </span>
    </Link>
  );
}
