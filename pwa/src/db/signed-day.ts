/** Checking a day's receipt by its signature (Ed25519), without any server. Not every browser can. */
import { type Canonical, canonical } from "../domain/canonical.ts";
import { disorder, type Fault, outerDiffers, type SignedDay } from "../domain/day-receipt.ts";
import { sha256 } from "./ids.ts";

export type Verdict = { readonly can: false } | { readonly can: true; readonly faults: readonly Fault[] };

function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const pairs = text.match(/[0-9a-f]{2}/g) ?? [];
  return new Uint8Array(pairs.map((pair) => Number.parseInt(pair, 16)));
}

const bytesOf = (receipt: SignedDay): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonical(receipt.content as unknown as Canonical)) as Uint8Array<ArrayBuffer>;

/** The digest that stands on paper as a QR code. */
export const digestOf = (receipt: SignedDay): Promise<string> => sha256(bytesOf(receipt));

/** What is wrong with a receipt, given the server's public keys (id → hex). `can: false`: this browser knows no Ed25519. */
export async function checkDay(receipt: SignedDay, keys: Readonly<Record<string, string>>): Promise<Verdict> {
  const known = keys[receipt.key_id];
  const outer = outerDiffers(receipt);
  if (!known) return { can: true, faults: [...outer, { code: "unknown_key", about: receipt.key_id }, ...disorder(receipt)] };
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("raw", fromHex(known), { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    if (error instanceof DOMException && error.name === "NotSupportedError") return { can: false };
    return { can: true, faults: [...outer, { code: "signature_wrong", about: receipt.key_id }] };
  }
  const holds = await crypto.subtle.verify({ name: "Ed25519" }, key, fromHex(receipt.signature), bytesOf(receipt));
  const faults: Fault[] = holds ? [] : [{ code: "signature_wrong", about: receipt.key_id }];
  return { can: true, faults: [...outer, ...faults, ...disorder(receipt)] };
}
