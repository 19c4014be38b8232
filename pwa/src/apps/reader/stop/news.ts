/** What the office said of one stop, newest first: it stands at the stop itself, also after it was put away on the sync page. */
import { useEffect, useState } from "preact/hooks";
import type { NewsRow, Phone } from "../../../db/database.ts";
import type { Verdict } from "../../../domain/types.ts";
import { session } from "../session/session.ts";
import { flow } from "../store.ts";

export interface StopNews {
  readonly id: string;
  readonly at: number;
  readonly text_code: string;
}

/** Which stop a word is about is sealed: all verdicts are opened, of which a phone holds few. */
export async function newsOf(phone: Phone, rows: readonly NewsRow[], taskId: string): Promise<StopNews[]> {
  const verdicts = rows.filter((row) => row.kind === "verdict").sort((a, b) => b.at - a.at);
  const opened = await Promise.all(
    verdicts.map(async (row) => ({ row, value: await phone.vault.open<Verdict & Record<string, unknown>>(`news/${row.id}`, row.sealed) })),
  );
  return opened
    .filter(({ value }) => value?.task_id === taskId)
    .map(({ row, value }) => ({ id: row.id, at: row.at, text_code: value?.text_code ?? "" }));
}

export function useNews(taskId: string): readonly StopNews[] {
  const [news, setNews] = useState<readonly StopNews[]>([]);
  const rows = flow.value.news;
  useEffect(() => {
    const current = session.value;
    let gone = false;
    if (current) void newsOf(current.phone, rows, taskId).then((found) => gone || setNews(found));
    return () => {
      gone = true;
    };
  }, [taskId, rows]);
  return news;
}
