/** What becomes of a file that others carry: its receipts are asked for at the next contact, before anything of it is sent again. */
import { getMeta, type Phone, putMeta } from "../../db/database.ts";
import { unsent } from "../../db/outbox.ts";
import { noteContact, type PushDeps, takeReceipts } from "../push.ts";

/** The server takes so many ids at once. */
const MOST_IDS = 200;

/** Takes the receipts of what was handed over. What the server doesn't know of stays as it is, and is sent as ever. */
export async function askReceipts(deps: PushDeps): Promise<void> {
  const { phone, transport, now } = deps;
  const handed = await getMeta(phone.db, "handed");
  if (!handed) return;
  const rows = await phone.db.entries.where("state").anyOf("here", "aside").sortBy("seq");
  const asked = rows.filter((row) => row.seq <= handed.through_seq);
  for (let at = 0; at < asked.length; at += MOST_IDS) {
    const batch = asked.slice(at, at + MOST_IDS);
    const sentAt = now();
    const answer = await transport.receipts(batch.map((row) => row.id));
    // After a restore of the server everything is offered again: old receipts count no more.
    if (await noteContact(phone, answer, sentAt, now())) return;
    const known = new Set(answer.receipts.map((receipt) => receipt.id));
    await takeReceipts(
      deps,
      batch.filter((row) => known.has(row.id)),
      answer,
    );
  }
  if (asked.length) deps.onChange();
}

/** When nothing is unsent any more, the file has done its work. */
export async function forgetHanded(phone: Phone): Promise<void> {
  if ((await getMeta(phone.db, "handed")) === null) return;
  const { entries, photos } = await unsent(phone);
  if (!entries && !photos) await putMeta(phone.db, { handed: null });
}
