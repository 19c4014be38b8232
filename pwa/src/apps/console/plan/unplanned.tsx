/** Stops that were routed after the month was opened: nobody is sent there until the office plans them. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Notice } from "../../../ui/parts.tsx";
import { toast } from "../../../ui/toast.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { t } from "../frame/words.ts";
import type { Ledger } from "../wire.ts";

interface Opened {
  tasks: number;
}

export function Unplanned({
  branchId,
  period,
  ledger,
  onPlanned,
}: {
  branchId: number;
  period: string;
  ledger: Ledger;
  onPlanned: () => Promise<unknown>;
}): JSX.Element | null {
  // A period that is open already gets only what is missing.
  const plan = useAct(() => call<Opened>("POST", "/periods", { body: { branch_id: branchId, period }, timeout: 120_000 }));
  const routes = ledger.unplanned_routes;
  if (routes.length === 0) return null;
  const n = routes.reduce((sum, route) => sum + route.stops, 0);
  return (
    <section>
      <Notice
        tone="doubt"
        title={t("plan.unplanned", { n })}
        action={
          <Button
            kind="primary"
            small
            busy={plan.busy}
            onClick={async () => {
              const made = await plan.run();
              if (made) {
                toast(t("plan.unplanned.made", { n: made.tasks }), { icon: "check" });
                await onPlanned();
              }
            }}
          >
            {t(plan.busy ? "plan.unplanned.making" : "plan.unplanned.make")}
          </Button>
        }
      >
        {t("plan.unplanned.detail", { routes: routes.map((route) => `${route.code} (${route.stops})`).join(", ") })}
      </Notice>
      <Trouble error={plan.error} />
    </section>
  );
}
