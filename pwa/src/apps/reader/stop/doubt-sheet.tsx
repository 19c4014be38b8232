/** The hint after a blind value: where to look again, and never what should stand there (promise P6). */
import type { JSX } from "preact";
import type { Task } from "../../../domain/types.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { BandChart } from "../../../ui/chart.tsx";
import { Dial } from "../../../ui/dial.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Button, Sheet } from "../../../ui/parts.tsx";
import { t, titleOf } from "../words.ts";
import type { Doubt } from "./model.ts";

const WORDS: Record<string, "doubt.backward" | "doubt.high" | "doubt.low" | "doubt.copied" | "doubt.bands" | "doubt.width"> = {
  "VEE-01": "doubt.width",
  "VEE-02": "doubt.backward",
  "VEE-04": "doubt.high",
  "VEE-05": "doubt.low",
  "VEE-06": "doubt.copied",
  "VEE-07": "doubt.bands",
  "VEE-11": "doubt.copied",
};

function title(doubt: Doubt): string {
  const { look } = doubt;
  if (look?.what === "digit") return t("doubt.digit", { n: look.position });
  if (look?.what === "length") return t("doubt.length");
  if (look?.what === "point") return t("doubt.point");
  return t("doubt.whole");
}

export interface DoubtSheetProps {
  readonly doubt: Doubt;
  readonly hasPhoto: boolean;
  readonly onRetype: () => void;
  readonly onInsist: () => void;
  readonly onNeighbour: (task: Task) => void;
}

export function DoubtSheet({ doubt, hasPhoto, onRetype, onInsist, onNeighbour }: DoubtSheetProps): JSX.Element {
  const { register, finding, look, neighbour } = doubt;
  const why = WORDS[finding.rule];
  const expect = register.expect;
  const history = register.history.map(Number).filter((value) => Number.isFinite(value));
  const drawable = expect !== null && history.length > 1 && register.kind === "cumulative";
  return (
    <Sheet label={title(doubt)}>
      <div class="sheet-head">
        <span class="doubt-mark">
          <Icon name="warn" />
        </span>
        <div class="grow">
          <h1>{title(doubt)}</h1>
          <p class="muted">
            {why ? t(why) : t("doubt.other")}
            {t("doubt.noted")}
          </p>
          <p class="small muted">{registerLabel(register)}</p>
        </div>
      </div>
      <div class="centre">
        <Dial
          digits={register.digits}
          decimals={register.decimals}
          typed={doubt.typed}
          look={look?.what === "digit" ? look.position : undefined}
          label={registerLabel(register)}
          small={register.digits + register.decimals > 8}
        />
      </div>
      {drawable && doubt.advance !== null ? (
        <BandChart
          label={t("doubt.chart")}
          history={history}
          band={{ lo: Number(expect.lo), hi: Number(expect.hi) }}
          now={doubt.advance}
          words={{ usual: t("chart.usual"), now: t("chart.now") }}
        />
      ) : null}
      <div class="acts">
        <Button kind="primary" onClick={onRetype}>
          {t("doubt.retype")}
        </Button>
        <Button kind="quiet" icon={hasPhoto ? "check" : "camera"} onClick={onInsist}>
          {hasPhoto ? t("doubt.insist_with_photo") : t("doubt.insist")}
        </Button>
        {neighbour ? (
          <Button kind="plain" small onClick={() => onNeighbour(neighbour)}>
            {t("doubt.neighbour", { who: titleOf(neighbour) })}
          </Button>
        ) : null}
      </div>
    </Sheet>
  );
}
