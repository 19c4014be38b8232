/** Opens the invitation, or the customer's own list; says clearly when a link has expired or was used. */
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Problem } from "../../api/client.ts";
import { useAsk } from "../../ui/ask.ts";
import { Button, Loading } from "../../ui/parts.tsx";
import { type Key, openSession, type Session } from "./door.ts";
import { Frame } from "./frame.tsx";
import { OwnPoints } from "./own-points.tsx";
import { Trouble, wordsOf } from "./trouble.tsx";
import { Walk } from "./walk.tsx";
import { t } from "./words.ts";

/** A link that opens nothing any more: what happened, and what to do. */
function Closed({ title, detail }: { title: string; detail: string }): JSX.Element {
  return (
    <Frame title={title}>
      <p>{detail}</p>
      <p class="muted">{t("closed.own")}</p>
      <a class="btn quiet" href="#/mine">
        {t("closed.sign_in")}
      </a>
    </Frame>
  );
}

function ForMeter({ at, onMore }: { at: Key; onMore: (() => void) | null }): JSX.Element {
  const name = "token" in at ? "token" : at.taskId;
  const asked = useAsk<Session>(`session/${name}`, (signal) => openSession(at, signal));
  if (asked.data) {
    const session = asked.data;
    if (session.state === "closed") return <Closed title={t("closed.read")} detail={t("closed.read.detail")} />;
    if (session.state === "used" && !session.receipt) return <Closed title={t("closed.used")} detail={t("closed.used.detail")} />;
    return <Walk at={at} session={session} onMore={onMore} />;
  }
  if (asked.error instanceof Problem && asked.error.body.status < 500 && asked.error.body.status !== 429) {
    const words = wordsOf(asked.error);
    return <Closed title={words.title} detail={words.detail} />;
  }
  return (
    <Frame title={t("page.title")}>
      {asked.error ? (
        <>
          <Trouble error={asked.error} />
          <Button kind="primary" onClick={() => void asked.again()}>
            {t("action.retry")}
          </Button>
        </>
      ) : (
        <Loading />
      )}
    </Frame>
  );
}

export function ReportPage({ token }: { token: string | null }): JSX.Element {
  const [mine, setMine] = useState(token === null || location.hash === "#/mine");
  const [taskId, setTaskId] = useState<string | null>(null);
  useEffect(() => {
    const look = (): void => setMine(token === null || location.hash === "#/mine");
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, [token]);
  if (token !== null && !mine) return <ForMeter at={{ token }} onMore={null} />;
  if (taskId !== null) return <ForMeter key={taskId} at={{ taskId }} onMore={() => setTaskId(null)} />;
  return <OwnPoints onPick={setTaskId} />;
}
