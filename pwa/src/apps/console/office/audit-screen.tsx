/** 审计: every change by a person, in the order in which it was sealed. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../../../api/client.ts";
import { useAct } from "../../../ui/ask.ts";
import { Button, Loading } from "../../../ui/parts.tsx";
import { Link, query } from "../../../ui/router.tsx";
import { Trouble } from "../frame/trouble.tsx";
import { codeText, t } from "../frame/words.ts";
import type { AuditLine, Page } from "../wire.ts";
import { AuditList } from "./audit-list.tsx";

export function AuditScreen({ branchId }: { branchId: number }): JSX.Element {
  const [lines, setLines] = useState<AuditLine[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const subject = query.value.get("subject");
  const load = useAct(async (cursor: string | null) => {
    const page = await call<Page<AuditLine>>("GET", "/audit", { query: { branch_id: branchId, subject, limit: 100, cursor } });
    setLines((old) => (cursor === null ? page.items : [...(old ?? []), ...page.items]));
    setNext(page.next);
  });
  useEffect(() => {
    setLines(null);
    void load.run(null);
  }, [subject]);
  return (
    <div class="page">
      <h1>{t("nav.audit")}</h1>
      {subject ? (
        <p>
          {t("audit.only", { subject: codeText("audit.subject", subject.split(":")[0] ?? "") })} <Link to="/audit">{t("audit.all")}</Link>
        </p>
      ) : (
        <p class="small muted">{t("audit.what")}</p>
      )}
      <Trouble error={load.error} again={() => void load.run(null)} />
      {lines ? <AuditList lines={lines} /> : load.error ? null : <Loading />}
      {next ? (
        <Button small busy={load.busy} onClick={() => void load.run(next)}>
          {t("list.more")}
        </Button>
      ) : null}
    </div>
  );
}
