/** What went wrong, in a sentence, and what to do about it. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Problem, Unreachable } from "../../../api/client.ts";
import type { Asked } from "../../../ui/ask.ts";
import { Button, Loading, Notice } from "../../../ui/parts.tsx";
import { signedOut } from "./session.ts";
import { t } from "./words.ts";

export interface Words {
  title: string;
  detail: string;
}

/** The server's own sentences where it answered; ours where no answer came. */
export function wordsOf(error: unknown): Words {
  if (error instanceof Problem) {
    const { title, detail, what_to_do: todo } = error.body;
    return { title, detail: [detail, todo].filter((part) => part && part !== title).join(" ") };
  }
  if (error instanceof Unreachable) {
    return error.timedOut
      ? { title: t("problem.timeout.title"), detail: t("problem.timeout.detail") }
      : { title: t("problem.unreachable.title"), detail: t("problem.unreachable.detail") };
  }
  return { title: t("problem.unknown.title"), detail: t("problem.unknown.detail") };
}

/** The field that a refused form names, with its sentence. */
export function fieldTrouble(error: unknown, field: string): string | undefined {
  return error instanceof Problem && error.body.field === field ? wordsOf(error).detail || error.body.title : undefined;
}

export function Trouble({ error, again }: { error: unknown; again?: (() => void) | undefined }): JSX.Element | null {
  useEffect(() => {
    if (error instanceof Problem && error.body.status === 401) signedOut();
  }, [error]);
  if (!error) return null;
  const words = wordsOf(error);
  return (
    <Notice
      tone="wrong"
      title={words.title}
      action={
        again ? (
          <Button small onClick={again}>
            {t("action.retry")}
          </Button>
        ) : undefined
      }
    >
      {words.detail}
    </Notice>
  );
}

/** Shows an answer when there is one, the trouble above it when the last question failed, and a word while the first is under way. */
export function Answer<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ComponentChildren }): JSX.Element {
  return (
    <>
      <Trouble error={asked.error} again={() => void asked.again()} />
      {asked.data !== undefined ? children(asked.data) : asked.error ? null : <Loading />}
    </>
  );
}
