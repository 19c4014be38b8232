/** Which screen stands under the bar, and what covers it: sign-in, or a word that this page is for supervisors. */
import { effect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { useAct } from "../../ui/ask.ts";
import { Button, Loading, Notice } from "../../ui/parts.tsx";
import { go, match, path } from "../../ui/router.tsx";
import { Toasts } from "../../ui/toast.tsx";
import { AssignScreen } from "./assign/assign-screen.tsx";
import { CasesScreen } from "./cases/cases-screen.tsx";
import { CarriedScreen } from "./courier/carried-screen.tsx";
import { SearchPalette, searching } from "./frame/search.tsx";
import { branch, expired, me, period, signOut, whoAmI } from "./frame/session.ts";
import { SignIn } from "./frame/sign-in.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { Trouble } from "./frame/trouble.tsx";
import { t } from "./frame/words.ts";
import { ImportScreen } from "./imports/import-screen.tsx";
import { JobsScreen } from "./jobs/jobs-screen.tsx";
import { LedgerScreen } from "./ledger/ledger-screen.tsx";
import { AuditScreen } from "./office/audit-screen.tsx";
import { DevicesScreen } from "./office/devices-screen.tsx";
import { PhotosScreen } from "./photos/photos-screen.tsx";
import { PlanScreen } from "./plan/plan-screen.tsx";
import { PointScreen } from "./points/point-screen.tsx";
import { PointsScreen } from "./points/points-screen.tsx";
import { ReceiptsScreen } from "./receipts/receipts-screen.tsx";
import { ReleaseScreen } from "./release/release-screen.tsx";
import { RulesScreen } from "./rules/rules-screen.tsx";
import { SamplesScreen } from "./samples/samples-screen.tsx";
import { TodayScreen } from "./today/today-screen.tsx";

effect(() => {
  document.title = [branch.value?.name, t("app.name")].filter(Boolean).join(" · ");
});

interface Scope {
  branchId: number;
  period: string;
}
const SCREENS: readonly [pattern: string, screen: (scope: Scope, params: Record<string, string>) => JSX.Element][] = [
  ["/plan", (scope) => <PlanScreen {...scope} runId={null} />],
  ["/plan/:run", (scope, params) => <PlanScreen {...scope} runId={params["run"] ?? null} />],
  ["/ledger", (scope) => <LedgerScreen {...scope} />],
  ["/assign", (scope) => <AssignScreen {...scope} runId={null} />],
  ["/assign/:run", (scope, params) => <AssignScreen {...scope} runId={params["run"] ?? null} />],
  ["/today", (scope) => <TodayScreen {...scope} />],
  ["/cases", (scope) => <CasesScreen {...scope} caseId={null} />],
  ["/cases/:id", (scope, params) => <CasesScreen {...scope} caseId={params["id"] ?? null} />],
  ["/release", (scope) => <ReleaseScreen {...scope} />],
  ["/points", (scope) => <PointsScreen {...scope} />],
  ["/points/:id", (_, params) => <PointScreen key={params["id"]} pointId={params["id"] ?? ""} />],
  ["/import", (scope) => <ImportScreen branchId={scope.branchId} importId={null} />],
  ["/import/:id", (scope, params) => <ImportScreen branchId={scope.branchId} importId={params["id"] ?? null} />],
  ["/photos", (scope) => <PhotosScreen branchId={scope.branchId} />],
  ["/devices", (scope) => <DevicesScreen branchId={scope.branchId} />],
  ["/receipts", (scope) => <ReceiptsScreen branchId={scope.branchId} />],
  ["/jobs", () => <JobsScreen />],
  ["/carried", (scope) => <CarriedScreen branchId={scope.branchId} />],
  ["/samples", (scope) => <SamplesScreen {...scope} />],
  ["/rules", (scope) => <RulesScreen {...scope} />],
  ["/audit", (scope) => <AuditScreen branchId={scope.branchId} />],
];

function Screen({ scope }: { scope: Scope }): JSX.Element | null {
  const here = path.value;
  useEffect(() => {
    if (here === "/") go("/today", { replace: true });
  }, [here]);
  if (here === "/") return null;
  for (const [pattern, screen] of SCREENS) {
    const params = match(pattern, here);
    if (params) return screen(scope, params);
  }
  return (
    <div class="page">
      <Notice tone="info" title={t("page.unknown")} action={<Button onClick={() => go("/today")}>{t("nav.today")}</Button>} />
    </div>
  );
}

function NotForYou(): JSX.Element {
  const leave = useAct(signOut);
  return (
    <div class="page narrow">
      <Notice tone="info" title={t("page.not_for_readers")}>
        {t("page.not_for_readers.detail")}
      </Notice>
      <Trouble error={leave.error} />
      <div class="row">
        <a class="btn primary" href="/">
          {t("page.to_reader")}
        </a>
        <Button busy={leave.busy} onClick={() => void leave.run()}>
          {t("action.sign_out")}
        </Button>
      </div>
    </div>
  );
}

const OFFICE_ROLES = new Set(["supervisor", "admin"]);

export function Console(): JSX.Element {
  const look = useAct(whoAmI);
  useEffect(() => {
    void look.run();
  }, []);
  const person = me.value?.person;
  if (me.value === undefined) {
    return <div class="page narrow">{look.error ? <Trouble error={look.error} again={() => void look.run()} /> : <Loading />}</div>;
  }
  if (!person) return <SignIn />;
  if (!OFFICE_ROLES.has(person.role)) return <NotForYou />;
  const at = branch.value;
  return (
    <>
      <TopBar />
      <main id="main" tabIndex={-1}>
        {at ? <Screen key={at.id} scope={{ branchId: at.id, period: period.value }} /> : <Notice tone="info" title={t("page.no_branch")} />}
      </main>
      {searching.value && at ? <SearchPalette branchId={at.id} /> : null}
      {expired.value ? <SignIn over /> : null}
      <Toasts />
    </>
  );
}
