import { expect, test } from "vitest";
import { newsOf } from "../../src/apps/reader/stop/news.ts";
import type { NewsRow } from "../../src/db/database.ts";
import { freshPhone } from "../support/phone.ts";

test("what the office said stands at the stop it is about, the newest first, also when it was put away", async () => {
  const phone = await freshPhone();
  const row = async (id: string, kind: string, at: number, seen: 0 | 1, value: object): Promise<NewsRow> => ({
    id,
    kind,
    at,
    seen,
    sealed: await phone.vault.seal(`news/${id}`, value),
  });
  const rows = [
    await row("1", "verdict", 10, 1, { entry_id: "e", task_id: "here", text_code: "verdict.photo_differs" }),
    await row("2", "verdict", 20, 0, { entry_id: "f", task_id: "elsewhere", text_code: "verdict.accept" }),
    await row("3", "verdict", 30, 0, { entry_id: "e", task_id: "here", text_code: "verdict.correct" }),
    await row("4", "day_receipt", 40, 0, { day: "2026-11-24" }),
  ];
  expect(await newsOf(phone, rows, "here")).toEqual([
    { id: "3", at: 30, text_code: "verdict.correct" },
    { id: "1", at: 10, text_code: "verdict.photo_differs" },
  ]);
  expect(await newsOf(phone, rows, "nowhere")).toEqual([]);
});
