/**
 * Everything personal in the phone's database is one sealed blob a record (AES-GCM, 256 bit) under a key that this browser made
 * and will never hand out. The record's place is authenticated too, so that blobs can't change places.
 */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

export class Vault {
  constructor(private readonly key: CryptoKey) {}

  static makeKey(): Promise<CryptoKey> {
    return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  }

  async sealBytes(place: string, bytes: BufferSource): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encode(place) }, this.key, bytes);
    return { iv, data };
  }

  /** Throws when the blob was altered, moved, or sealed under another key. */
  openBytes(place: string, sealed: Sealed): Promise<ArrayBuffer> {
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv, additionalData: encode(place) }, this.key, sealed.data);
  }

  sealText(place: string, text: string): Promise<Sealed> {
    return this.sealBytes(place, encode(text));
  }

  async openText(place: string, sealed: Sealed): Promise<string> {
    return decoder.decode(await this.openBytes(place, sealed));
  }

  seal(place: string, value: unknown): Promise<Sealed> {
    return this.sealText(place, JSON.stringify(value));
  }

  async open<T>(place: string, sealed: Sealed): Promise<T> {
    return JSON.parse(await this.openText(place, sealed)) as T;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const encode = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text) as Uint8Array<ArrayBuffer>;
