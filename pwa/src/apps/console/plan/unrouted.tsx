/** Active metering points that stand in no route: nobody would ever read them, so they stand first. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { Button, Notice } from "../../../ui/parts.tsx";
import { Link } from "../../../ui/router.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { Page, UnroutedPoint } from "../wire.ts";

export function Unrouted({ branchId }: { branchId: number }): JSX.Element | null {
  const asked = useAsk<Page<UnroutedPoint>>(`unrouted/${branchId}`, (signal) =>
    call("GET", "/points/unrouted", { query: { branch_id: branchId, limit: 200 }, signal }),
  );
  const [open, setOpen] = useState(true);
  if (asked.error) return <Trouble error={asked.error} again={() => void asked.again()} />;
  const points = asked.data?.items ?? [];
  if (points.length === 0) return null;
  const n = asked.data?.next ? `${points.length}+` : points.length;
  return (
    <section>
      <Notice
        tone="doubt"
        title={t("plan.unrouted", { n })}
        action={
          <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? "plan.unrouted.hide" : "plan.unrouted.show")}
          </Button>
        }
      >
        {t("plan.unrouted.detail")}
      </Notice>
      {open ? (
        <ul class="unrouted">
          {points.map((point) => (
            <li key={point.id}>
              <Link to={`/points/${point.id}`}>
                <b class="num">{point.number}</b> {point.address}
              </Link>
              <span class="small muted">
                {codeText("class", point.class)}
                {point.account_name ? ` · ${point.account_name}` : ""}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
