/** Choose a route, walk its meters at a desk. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call, Problem, Unreachable } from "../../api/client.ts";
import { useAsk } from "../../ui/ask.ts";
import { Button, LanguageSwitch, Loading, Notice } from "../../ui/parts.tsx";
import { go, path } from "../../ui/router.tsx";
import { Barcode, Face } from "./face.tsx";
import { endsIn, type Group, grouped, type PracticeMeter, type PracticeRoute } from "./meters.ts";
import { t } from "./words.ts";

function Trouble({ error, again }: { error: unknown; again: () => void }): JSX.Element {
  const problem = error instanceof Problem ? error.body : null;
  const offline = error instanceof Unreachable;
  return (
    <Notice
      tone="wrong"
      title={problem?.title ?? t(offline ? "problem.unreachable.title" : "problem.unknown.title")}
      action={<Button onClick={again}>{t("action.retry")}</Button>}
    >
      {problem?.what_to_do ?? t(offline ? "problem.unreachable.detail" : "problem.unknown.detail")}
    </Notice>
  );
}

function Box({ group }: { group: Group }): JSX.Element {
  return (
    <section class="box" aria-label={`${t("box.title")} ${group.box.barcode}`}>
      <header class="box-head">
        <div class="grow">
          <b>{t("box.title")}</b>
          <div class="small">{group.box.address}</div>
        </div>
        <div class="box-code">
          <Barcode text={group.box.barcode} />
          <span class="num">{group.box.barcode}</span>
        </div>
      </header>
      <div class="box-grid" style={{ "--columns": group.columns }}>
        {group.places.map((meter, index) =>
          meter ? (
            <Face key={meter.asset_number} meter={meter} />
          ) : (
            <div key={`empty${index}`} class="face-empty">
              {t("box.empty")}
            </div>
          ),
        )}
      </div>
    </section>
  );
}

function Meters({ routeId, find }: { routeId: string; find: string }): JSX.Element {
  const asked = useAsk<{ items: PracticeMeter[] }>(`meters/${routeId}`, (signal) =>
    call("GET", "/practice/meters", { query: { route_id: routeId }, signal }),
  );
  if (asked.error) return <Trouble error={asked.error} again={() => void asked.again()} />;
  if (!asked.data) return <Loading />;
  const meters = find ? asked.data.items.filter((meter) => endsIn(meter, find)) : asked.data.items;
  if (meters.length === 0) return <p class="muted">{find ? t("page.no_match", { text: find }) : t("state.empty")}</p>;
  const shown = find ? meters : grouped(meters);
  return (
    <>
      <p class="small muted no-print">{t("page.meters", { n: meters.length })}</p>
      <div class="faces">
        {shown.map((one) => ("places" in one ? <Box key={one.box.barcode} group={one} /> : <Face key={one.asset_number} meter={one} />))}
      </div>
    </>
  );
}

export function PracticePage(): JSX.Element {
  const routes = useAsk<{ items: PracticeRoute[] }>("routes", (signal) => call("GET", "/practice/routes", { signal }));
  const chosen = path.value.slice(1);
  const [find, setFind] = useState("");
  const none = routes.error instanceof Problem && routes.error.body.status === 404;
  const route = routes.data?.items.find((one) => one.id === chosen);
  return (
    <>
      <header class="practice-head no-print">
        <div class="grow">
          <h1>{t("page.title")}</h1>
          <p class="small muted">{t("page.what")}</p>
        </div>
        <nav class="row small">
          <a href="/">{t("page.reader")}</a>
          <a href="/office">{t("page.office")}</a>
        </nav>
        <LanguageSwitch />
      </header>
      <main>
        {none ? (
          <Notice tone="info" title={t("page.none")} />
        ) : routes.error ? (
          <Trouble error={routes.error} again={() => void routes.again()} />
        ) : (
          <div class="practice-tools no-print">
            <label class="field">
              <span>{t("page.route")}</span>
              <select class="input" value={chosen} onChange={(event) => go(`/${event.currentTarget.value}`, { replace: true })}>
                <option value="">{t("page.choose")}</option>
                {routes.data?.items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.branch.name} · {one.name} ({t("page.meters", { n: one.stops })})
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              <span>{t("page.find")}</span>
              <input class="input num" inputMode="numeric" value={find} onInput={(event) => setFind(event.currentTarget.value.trim())} />
            </label>
            <Button disabled={!route} onClick={() => print()}>
              {t("page.print")}
            </Button>
          </div>
        )}
        {route ? (
          <>
            <h2 class="print-only">
              {route.branch.name} · {route.name} ({route.code})
            </h2>
            <Meters key={route.id} routeId={route.id} find={find} />
          </>
        ) : null}
      </main>
    </>
  );
}
