/** Which visits need a photo, how large, and over which networks it goes. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { businessDate } from "../../../i18n/format.ts";
import { useAct, useAsk } from "../../../ui/ask.ts";
import { Button, Field } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { DeedSheet } from "../frame/deed-sheet.tsx";
import { Answer, fieldTrouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import { WhomFields, whomText } from "./whom.tsx";
import { NEEDS, NETWORKS, type Need, type Network, type Policies, type Policy, type RouteItem, type Whom } from "./wire.ts";

const needText = (one: { need: Need; share?: number; seed?: number }): string =>
  one.need === "sample" && one.share !== undefined
    ? t("photos.sample_of", { share: one.share / 10, seed: one.seed ?? 0 })
    : codeText("photos.need", one.need);

function SetPolicy({
  branchId,
  usual,
  routes,
  onClose,
  onSet,
}: {
  branchId: number;
  usual: Policies["usual"];
  routes: readonly RouteItem[];
  onClose: () => void;
  onSet: () => Promise<void>;
}): JSX.Element {
  const [whom, setWhom] = useState<Whom>({ branch_id: branchId, customer_class: null, route_id: null });
  const [need, setNeed] = useState<Need>(usual.need);
  const [percent, setPercent] = useState(10);
  const [maxKb, setMaxKb] = useState(usual.max_kb);
  const [maxPx, setMaxPx] = useState(usual.max_px);
  const [network, setNetwork] = useState<Network>(usual.network);
  const [from, setFrom] = useState(businessDate());
  const save = useAct(() =>
    call<Policy>("PUT", "/photos/policies", {
      body: { ...whom, valid_from: from, need, share: Math.round(percent * 10), max_kb: maxKb, max_px: maxPx, network },
    }),
  );
  return (
    <DeedSheet
      label={t("photos.policy.set")}
      submit={t("photos.set")}
      busy={save.busy}
      error={save.error}
      onSubmit={async () => {
        if (!(await save.run())) return;
        await onSet();
        toast(t("photos.policy.done"), { icon: "check" });
        onClose();
      }}
      onClose={onClose}
    >
      <WhomFields branchId={branchId} value={whom} routes={routes} onChange={setWhom} />
      <Field label={t("photos.needs")} why={fieldTrouble(save.error, "need")}>
        {(id) => (
          <select id={id} class="input" value={need} onChange={(event) => setNeed(event.currentTarget.value as Need)}>
            {NEEDS.map((one) => (
              <option key={one} value={one}>
                {codeText("photos.need", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p class="small muted">{codeText("photos.need_means", need)}</p>
      {need === "sample" ? (
        <Field label={t("photos.share")} why={fieldTrouble(save.error, "share")}>
          {(id) => (
            <input
              id={id}
              class="input num"
              type="number"
              min={0.1}
              max={100}
              step={0.1}
              required
              value={percent}
              onInput={(event) => setPercent(event.currentTarget.valueAsNumber)}
            />
          )}
        </Field>
      ) : null}
      <div class="row fields">
        <Field label={t("photos.max_kb")} why={fieldTrouble(save.error, "max_kb")}>
          {(id) => (
            <input
              id={id}
              class="input num"
              type="number"
              min={40}
              max={2000}
              required
              value={maxKb}
              onInput={(event) => setMaxKb(event.currentTarget.valueAsNumber)}
            />
          )}
        </Field>
        <Field label={t("photos.max_px")} why={fieldTrouble(save.error, "max_px")}>
          {(id) => (
            <input
              id={id}
              class="input num"
              type="number"
              min={640}
              max={4000}
              required
              value={maxPx}
              onInput={(event) => setMaxPx(event.currentTarget.valueAsNumber)}
            />
          )}
        </Field>
      </div>
      <Field label={t("photos.network")}>
        {(id) => (
          <select id={id} class="input" value={network} onChange={(event) => setNetwork(event.currentTarget.value as Network)}>
            {NETWORKS.map((one) => (
              <option key={one} value={one}>
                {codeText("photos.network", one)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t("photos.from")} why={fieldTrouble(save.error, "valid_from")}>
        {(id) => (
          <input id={id} class="input num" type="date" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
        )}
      </Field>
      <p class="small muted">{t("photos.policy.reach")}</p>
    </DeedSheet>
  );
}

export function PolicyCard({ branchId, routes }: { branchId: number; routes: readonly RouteItem[] }): JSX.Element {
  const [setting, setSetting] = useState(false);
  const asked = useAsk<Policies>(`photo-policies/${branchId}`, (signal) =>
    call("GET", "/photos/policies", { query: { branch_id: branchId, limit: 200 }, signal }),
  );
  return (
    <section class="card stack">
      <header class="row">
        <h2 class="grow">{t("photos.policy")}</h2>
        <Button small kind="primary" disabled={!asked.data} onClick={() => setSetting(true)}>
          {t("photos.policy.set")}
        </Button>
      </header>
      <Answer asked={asked}>
        {(page) => (
          <>
            <div class="scroll-x">
              <table class="table">
                <thead>
                  <tr>
                    <th>{t("photos.for")}</th>
                    <th>{t("photos.needs")}</th>
                    <th>{t("photos.size")}</th>
                    <th>{t("photos.network")}</th>
                    <th>{t("photos.from")}</th>
                    <th class="right">{t("photos.version")}</th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((one) => (
                    <tr key={one.id}>
                      <td>{whomText(one, routes)}</td>
                      <td>{needText(one)}</td>
                      <td class="num">{t("photos.size_of", { kb: one.max_kb, px: one.max_px })}</td>
                      <td>{codeText("photos.network", one.network)}</td>
                      <td class="num">
                        {one.valid_from}
                        {one.backdated ? <div class="small muted">{t("photos.backdated")}</div> : null}
                      </td>
                      <td class="right num">{one.version}</td>
                    </tr>
                  ))}
                  <tr>
                    <td class="muted">{t("photos.unset")}</td>
                    <td>{needText(page.usual)}</td>
                    <td class="num">{t("photos.size_of", { kb: page.usual.max_kb, px: page.usual.max_px })}</td>
                    <td>{codeText("photos.network", page.usual.network)}</td>
                    <td />
                    <td />
                  </tr>
                </tbody>
              </table>
            </div>
            <p class="small muted">{t("photos.policy.wins")}</p>
            {setting ? (
              <SetPolicy
                branchId={branchId}
                usual={page.usual}
                routes={routes}
                onClose={() => setSetting(false)}
                onSet={() => asked.again()}
              />
            ) : null}
          </>
        )}
      </Answer>
    </section>
  );
}
