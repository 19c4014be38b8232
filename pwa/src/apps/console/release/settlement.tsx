/** The settlement lines of what was released: from-value, to-value, multiplier, energy – each can be recomputed by hand. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { shortDate } from "../../../i18n/format.ts";
import { registerLabel } from "../../../i18n/register.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Loading } from "../../../ui/parts.tsx";
import { onDial } from "../cases/difference.ts";
import { quantity } from "../frame/quantity.ts";
import { Trouble } from "../frame/trouble.tsx";
import { Windowed } from "../frame/windowed.tsx";
import { t } from "../frame/words.ts";
import type { Page, SettlementLine } from "../wire.ts";

export function Settlement({ branchId, period }: { branchId: number; period: string }): JSX.Element {
  const [lines, setLines] = useState<SettlementLine[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [begun, setBegun] = useState(false);
  const load = useAct(async (cursor: string | null) => {
    const page = await call<Page<SettlementLine>>("GET", "/settlement", { query: { branch_id: branchId, period, limit: 200, cursor } });
    setLines((old) => (cursor === null ? page.items : [...old, ...page.items]));
    setNext(page.next);
    setBegun(true);
  });
  useEffect(() => {
    void load.run(null);
  }, []);
  if (!begun) return load.error ? <Trouble error={load.error} again={() => void load.run(null)} /> : <Loading />;
  if (lines.length === 0) return <p class="muted">{t("release.no_lines")}</p>;
  return (
    <div class="lines">
      <div class="line-row line-head small muted">
        <span>{t("settlement.point")}</span>
        <span>{t("settlement.register")}</span>
        <span class="right">{t("settlement.from")}</span>
        <span class="right">{t("settlement.to")}</span>
        <span class="right">{t("settlement.multiplier")}</span>
        <span class="right">{t("settlement.energy")}</span>
      </div>
      <Windowed items={lines} rowHeight={52} label={t("nav.release")}>
        {(line) => (
          <div class="line-row">
            <span class="cut">
              {line.point.address}
              <span class="small muted num cut">{line.point.number}</span>
            </span>
            <span class="small cut">
              {registerLabel(line.register)}
              {line.number > 1 ? <span class="doubt-mark"> {t("settlement.adjustment", { n: line.number - 1 })}</span> : null}
            </span>
            <span class="right num">
              {line.from ? onDial(line.from.value, 1, line.register.decimals) : "–"}
              <span class="small muted cut">{line.from?.at ? shortDate(line.from.at) : ""}</span>
            </span>
            <span class="right num">
              {onDial(line.to.value, 1, line.register.decimals)}
              <span class="small muted cut">{line.to.at ? shortDate(line.to.at) : ""}</span>
            </span>
            <span class="right num">×{quantity(line.multiplier)}</span>
            <b class="right num">
              {quantity(line.kwh)} <span class="small muted">{line.register.unit}</span>
            </b>
          </div>
        )}
      </Windowed>
      <Trouble error={load.error} />
      {next ? (
        <Button small busy={load.busy} onClick={() => void load.run(next)}>
          {t("list.more")}
        </Button>
      ) : null}
    </div>
  );
}
