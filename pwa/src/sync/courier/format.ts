/**
 * The sealed file of an outbox, byte for byte as docs/SYNC.md writes it down: sealed to the server's key (ECDH on P-256, HKDF,
 * AES-256-GCM a frame), signed by this phone (ECDSA on P-256). Only the server can open it, and only this phone can have made it.
 * The parts go into a Blob one by one, so that a day's photos never lie in memory all at once.
 */
import { hexOf } from "../../db/ids.ts";

type Bytes = Uint8Array<ArrayBuffer>;

export interface SealingKey {
  readonly key_id: string;
  /** The uncompressed point, hex. */
  readonly key: string;
}

export const KIND = { manifest: 1, push: 2, photo: 3, signature: 4 } as const;

/** The server takes no more; a day of 220 photos is a fifth of it. */
export const MAX_FILE_BYTES = 256 * 1_048_576;

const MAGIC = "MRCARRY";
const VERSION = 1;
const CURVE = { name: "ECDH", namedCurve: "P-256" } as const;
export const SIGNING = { name: "ECDSA", namedCurve: "P-256" } as const;
const INFO = "meterround courier 1";

const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

export function fromHex(text: string): Bytes {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

function joined(...parts: readonly (Uint8Array | ArrayBuffer)[]): Bytes {
  const views = parts.map((part) => (part instanceof Uint8Array ? part : new Uint8Array(part)));
  const whole = new Uint8Array(views.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of views) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function number(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** Seven zeros, whether it is the last frame, and its number from 0. */
const nonce = (at: number, last: boolean): Bytes => joined(new Uint8Array(7), new Uint8Array([last ? 1 : 0]), number(at));

const digest = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

async function frameKey(ephemeral: CryptoKeyPair, ours: Bytes, theirs: Bytes): Promise<CryptoKey> {
  const recipient = await crypto.subtle.importKey("raw", theirs, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: recipient }, ephemeral.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: joined(utf8(INFO), ours, theirs) };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

/** A file being written, frame by frame. */
export class SealedFile {
  private readonly parts: Blob[] = [];
  private count = 0;
  private bytes: number;

  private constructor(
    private readonly prefix: Bytes,
    private readonly key: CryptoKey,
    private readonly signer: CryptoKey,
    private chain: Bytes,
  ) {
    this.parts.push(new Blob([prefix]));
    this.bytes = prefix.length;
  }

  /** `ephemeral` is made for this file alone; only tests bring their own. */
  static async begin(server: SealingKey, signer: CryptoKey, ephemeral?: CryptoKeyPair): Promise<SealedFile> {
    const pair = ephemeral ?? (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
    const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const header = utf8(JSON.stringify({ key_id: server.key_id, ephemeral: hexOf(ours) }));
    const prefix = joined(utf8(MAGIC), new Uint8Array([VERSION]), number(header.length), header);
    return new SealedFile(prefix, await frameKey(pair, ours, fromHex(server.key)), signer, await digest(prefix));
  }

  /** Bytes so far. */
  get size(): number {
    return this.bytes;
  }

  async manifest(text: string): Promise<void> {
    await this.add(joined(new Uint8Array([KIND.manifest]), utf8(text)));
  }

  /** A push as it would have gone over the wire. */
  async push(body: string): Promise<void> {
    await this.add(joined(new Uint8Array([KIND.push]), utf8(body)));
  }

  /** A photo: what its upload would have declared, and its bytes. */
  async photo(head: string, data: ArrayBuffer): Promise<void> {
    const text = utf8(head);
    await this.add(joined(new Uint8Array([KIND.photo]), number(text.length), text, data));
  }

  private async add(plain: Bytes): Promise<void> {
    this.chain = await digest(joined(this.chain, await digest(plain)));
    await this.seal(plain, false);
  }

  private async seal(plain: Bytes, last: boolean): Promise<void> {
    const how = { name: "AES-GCM", iv: nonce(this.count, last), additionalData: this.prefix };
    const sealed = await crypto.subtle.encrypt(how, this.key, plain);
    this.parts.push(new Blob([number(sealed.byteLength), sealed]));
    this.count += 1;
    this.bytes += 4 + sealed.byteLength;
  }

  /** Signs and closes it. Answers the file and what was signed. */
  async end(type: string): Promise<{ file: Blob; chain: string }> {
    const signed = joined(utf8(`${INFO}\0`), this.chain);
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, this.signer, signed);
    await this.seal(joined(new Uint8Array([KIND.signature]), signature), true);
    return { file: new Blob(this.parts, { type }), chain: hexOf(this.chain) };
  }
}
