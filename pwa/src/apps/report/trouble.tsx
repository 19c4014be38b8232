/** What went wrong, kindly: nothing that was typed is lost. */
import type { JSX } from "preact";
import { Problem, Unreachable } from "../../api/client.ts";
import { Notice } from "../../ui/parts.tsx";
import { t } from "./words.ts";

export function wordsOf(error: unknown): { title: string; detail: string } {
  if (error instanceof Problem) {
    const { title, detail, what_to_do: todo } = error.body;
    return { title, detail: [detail, todo].filter((part) => part && part !== title).join(" ") };
  }
  if (error instanceof Unreachable) return { title: t("problem.unreachable.title"), detail: t("trouble.kept") };
  return { title: t("problem.unknown.title"), detail: t("trouble.kept") };
}

export function Trouble({ error }: { error: unknown }): JSX.Element | null {
  if (!error) return null;
  const words = wordsOf(error);
  return (
    <Notice tone="wrong" title={words.title}>
      {words.detail}
    </Notice>
  );
}
