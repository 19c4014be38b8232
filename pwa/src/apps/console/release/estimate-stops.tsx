/** Stops nobody could read: what each method would estimate stands there before one is taken, for one or for many. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { textOf } from "../../../i18n/texts.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Field, Loading, Notice } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { toast } from "../../../ui/toast.tsx";
import { onDial } from "../cases/difference.ts";
import { Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { EstimatedStops, MissingStop, Page } from "../wire.ts";
import { METHODS, type Method, valuesBy, whys } from "./stand-in.ts";

function Row({ stop, ticked, onTick }: { stop: MissingStop; ticked: boolean; onTick: (on: boolean) => void }): JSX.Element {
  const can = stop.why === null || stop.estimated;
  return (
    <tr>
      <td>
        <input
          type="checkbox"
          aria-label={t("stand_in.tick", { number: stop.point.number })}
          checked={ticked}
          disabled={!can}
          onChange={(event) => onTick(event.currentTarget.checked)}
        />
      </td>
      <td>
        <Link to={`/points/${stop.point.id}`} class="quiet-link">
          {stop.point.address}
        </Link>
        <div class="small muted num">
          {stop.point.number} · {stop.route.name} {stop.sequence}
        </div>
      </td>
      <td class="small">
        {codeText("release.why", stop.state === "open" ? "not_read" : stop.state)}
        {stop.why ? <div class="doubt-mark">{textOf(`stand_in.why.${stop.why}`) ?? stop.why}</div> : null}
      </td>
      <td class="right num small">
        {stop.registers.map(({ register, previous }) => (
          <div key={register.id}>{previous === null ? "–" : onDial(previous, register.digits, register.decimals)}</div>
        ))}
      </td>
      {METHODS.map((method) => (
        <td key={method} class="right num small">
          {valuesBy(stop, method)}
        </td>
      ))}
    </tr>
  );
}

export function EstimateStops({
  branchId,
  period,
  onDone,
}: {
  branchId: number;
  period: string;
  onDone: () => Promise<unknown>;
}): JSX.Element {
  const [stops, setStops] = useState<readonly MissingStop[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [begun, setBegun] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [method, setMethod] = useState<Method | "">("");
  const [reason, setReason] = useState("");
  const [left, setLeft] = useState<EstimatedStops["left"]>([]);
  const load = useAct(async (cursor: string | null) => {
    const query = { branch_id: branchId, period, limit: 100, cursor };
    const page = await call<Page<MissingStop>>("GET", "/estimates", { query, timeout: 60_000 });
    setStops((old) => (cursor === null ? page.items : [...old, ...page.items]));
    setNext(page.next);
    setBegun(true);
  });
  const act = useAct((path: string, ids: readonly string[]) =>
    call<EstimatedStops>("POST", path, {
      body: {
        branch_id: branchId,
        period,
        task_ids: ids,
        reason: reason.trim(),
        ...(path === "/estimates" ? { method: method || null } : {}),
      },
      timeout: 120_000,
    }),
  );
  useEffect(() => {
    void load.run(null);
  }, []);
  if (!begun) return load.error ? <Trouble error={load.error} again={() => void load.run(null)} /> : <Loading />;
  const chosen = stops.filter((stop) => ticked.has(stop.task_id));
  const fresh = chosen.filter((stop) => !stop.estimated).map((stop) => stop.task_id);
  const taken = chosen.filter((stop) => stop.estimated).map((stop) => stop.task_id);
  const possible = stops.filter((stop) => stop.why === null).map((stop) => stop.task_id);
  const send = async (path: string, ids: readonly string[]): Promise<void> => {
    const answer = await act.run(path, ids);
    if (!answer) return;
    toast(t(path === "/estimates" ? "stand_in.done" : "stand_in.taken_back", { n: answer.done.length }), { icon: "check" });
    setLeft(answer.left);
    setTicked(new Set());
    await load.run(null);
    await onDone();
  };
  return (
    <div class="stack">
      <p class="small muted">{t("stand_in.what")}</p>
      {left.length ? (
        <Notice tone="doubt" title={t("many.left", { n: left.length })}>
          <ul class="plain-list">
            {whys(left).map(([why, n]) => (
              <li key={why}>
                {n} × {textOf(`stand_in.why.${why}`) ?? why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {stops.length === 0 ? (
        <p class="muted">{t("stand_in.none")}</p>
      ) : (
        <>
          <div class="row estimate-deed">
            <label class="field">
              <span>{t("estimate.how")}</span>
              <select class="input" value={method} onChange={(event) => setMethod(event.currentTarget.value as Method | "")}>
                <option value="">{t("stand_in.best")}</option>
                {METHODS.map((one) => (
                  <option key={one} value={one}>
                    {codeText("estimate.method", one)}
                  </option>
                ))}
              </select>
            </label>
            <Field label={t("close.reason")}>
              {(id) => (
                <input id={id} class="input" maxLength={300} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
              )}
            </Field>
            <Button
              kind="primary"
              busy={act.busy}
              disabled={!reason.trim() || fresh.length === 0}
              onClick={() => void send("/estimates", fresh)}
            >
              {t("stand_in.do", { n: fresh.length })}
            </Button>
            {taken.length ? (
              <Button busy={act.busy} disabled={!reason.trim()} onClick={() => void send("/estimates/take-back", taken)}>
                {t("stand_in.take_back", { n: taken.length })}
              </Button>
            ) : null}
          </div>
          <Trouble error={act.error ?? load.error} />
          <div class="scroll-x">
            <table class="table estimate-table">
              <thead>
                <tr>
                  <th>
                    <input
                      type="checkbox"
                      aria-label={t("stand_in.tick_all")}
                      disabled={possible.length === 0}
                      checked={possible.length > 0 && possible.every((id) => ticked.has(id))}
                      onChange={(event) => setTicked(new Set(event.currentTarget.checked ? possible : []))}
                    />
                  </th>
                  <th>{t("settlement.point")}</th>
                  <th>{t("stand_in.state")}</th>
                  <th class="right">{t("stand_in.previous")}</th>
                  {METHODS.map((one) => (
                    <th key={one} class="right" title={codeText("estimate.means", one)}>
                      {codeText("estimate.method", one)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {stops.map((stop) => (
                  <Row
                    key={stop.task_id}
                    stop={stop}
                    ticked={ticked.has(stop.task_id)}
                    onTick={(on) => {
                      const now = new Set(ticked);
                      if (on) now.add(stop.task_id);
                      else now.delete(stop.task_id);
                      setTicked(now);
                    }}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {next ? (
            <Button busy={load.busy} onClick={() => void load.run(next)}>
              {t("action.more")}
            </Button>
          ) : null}
        </>
      )}
    </div>
  );
}
