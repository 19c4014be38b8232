/**
 * This installation's own signing key: made here, never handed out, kept beside the vault's. The server knows the public half, so that
 * a file that others carry is known to be this phone's.
 */
import { getMeta, type Phone, putMeta } from "./database.ts";
import { hexOf } from "./ids.ts";

const PRIVATE = "sign";
const PUBLIC = "sign-public";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

export interface SigningKey {
  readonly key: CryptoKey;
  /** The public half as the uncompressed point, hex. */
  readonly shown: string;
}

/** The key pair, made the first time. Two tabs may come here together: the one that writes first decides. */
export async function signingKey({ db }: Phone): Promise<SigningKey> {
  const kept = await db.keys.bulkGet([PRIVATE, PUBLIC]);
  let [own, shown] = kept.map((row) => row?.key);
  if (!own || !shown) {
    const made = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    [own, shown] = await db.transaction("rw", db.keys, async () => {
      const [first, second] = await db.keys.bulkGet([PRIVATE, PUBLIC]);
      if (first && second) return [first.key, second.key];
      await db.keys.bulkPut([
        { id: PRIVATE, key: made.privateKey },
        { id: PUBLIC, key: made.publicKey },
      ]);
      return [made.privateKey, made.publicKey];
    });
  }
  if (!own || !shown) throw new Error("no signing key");
  return { key: own, shown: hexOf(await crypto.subtle.exportKey("raw", shown)) };
}

/** Tells the server the public half, once a device; a phone that was enrolled before there were such keys does it at its next contact. */
export async function registerKey(phone: Phone, tell: (key: string) => Promise<void>): Promise<void> {
  const device = await getMeta(phone.db, "device_id");
  if (!device || (await getMeta(phone.db, "key_known_for")) === device) return;
  await tell((await signingKey(phone)).shown);
  await putMeta(phone.db, { key_known_for: device });
}
