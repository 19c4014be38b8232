/** 档案: any number, any piece of an address or name leads to its metering point. */
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Icon } from "../../../ui/icons.tsx";
import { go, Link, query } from "../../../ui/router.tsx";
import { useSettled } from "../frame/search.tsx";
import { Answer } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Page, PointHit } from "../wire.ts";

export function PointsScreen({ branchId }: { branchId: number; period: string }): JSX.Element {
  const [text, setText] = useState(query.value.get("q") ?? "");
  const settled = useSettled(text.trim());
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    // Back from a point's page finds the same list again.
    go(settled ? `/points?q=${encodeURIComponent(settled)}` : "/points", { replace: true });
  }, [settled]);
  const asked = useAsk<Page<PointHit>>(`points/${branchId}/${settled}`, (signal) =>
    call("GET", "/points", { query: { branch_id: branchId, query: settled || null, limit: 100 }, signal }),
  );
  return (
    <div class="page">
      <h1>{t("nav.points")}</h1>
      <label class="search-field">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          value={text}
          placeholder={t("points.search")}
          aria-label={t("points.search")}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <Answer asked={asked}>
        {(page) =>
          page.items.length === 0 ? (
            <p class="muted">{t("points.none")}</p>
          ) : (
            <>
              <table class="table">
                <thead>
                  <tr>
                    <th>{t("points.address")}</th>
                    <th>{t("points.number")}</th>
                    <th>{t("points.account")}</th>
                    <th>{t("points.meter")}</th>
                    <th>{t("points.class")}</th>
                  </tr>
                </thead>
                <tbody>
                  {page.items.map((point) => (
                    <tr key={point.id} onClick={() => go(`/points/${point.id}`)}>
                      <td>
                        <Link to={`/points/${point.id}`} class="quiet-link">
                          <b>{point.address}</b>
                        </Link>
                        <div class="small muted">{point.name}</div>
                      </td>
                      <td class="num">{point.number}</td>
                      <td class="num">{point.account_number}</td>
                      <td class="num">{point.meter?.asset_number ?? "–"}</td>
                      <td>{codeText("class", point.class)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {page.next ? <p class="small muted">{t("points.more")}</p> : null}
            </>
          )
        }
      </Answer>
    </div>
  );
}
