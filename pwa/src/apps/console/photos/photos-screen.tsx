/** 照片: which visits need one, how large and over which networks, and how long they are kept. */
import type { JSX } from "preact";
import { call } from "../../../api/client.ts";
import { useAsk } from "../../../ui/ask.ts";
import { t } from "../frame/words.ts";
import type { Page } from "../wire.ts";
import { PolicyCard } from "./policy-card.tsx";
import { RetentionCard } from "./retention-card.tsx";
import type { RouteItem } from "./wire.ts";

export function PhotosScreen({ branchId }: { branchId: number }): JSX.Element {
  const routes = useAsk<Page<RouteItem>>(`photo-routes/${branchId}`, (signal) =>
    call("GET", "/routes", { query: { branch_id: branchId }, signal }),
  );
  return (
    <div class="page stack">
      <h1>{t("nav.photos")}</h1>
      <PolicyCard branchId={branchId} routes={routes.data?.items ?? []} />
      <RetentionCard branchId={branchId} />
    </div>
  );
}
