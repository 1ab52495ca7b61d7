import { Readable } from "node:stream";
import { ReadableStream as NodeStream } from "node:stream/web";
import { Decrypter, Encrypter } from "age-encryption";

/** How a backup is encrypted: not at all, for everyone who knows a passphrase, or for the owners of keys (age1…). */
export type Lock =
  | { kind: "none" }
  | { kind: "passphrase"; passphrase: string }
  | { kind: "recipients"; recipients: string[] };

/** What may open a backup: a passphrase, and the secret keys (AGE-SECRET-KEY-1…) of recipients. */
export type Keys = { passphrase?: string | undefined; identities: string[] };

/** The first bytes of an age file: https://age-encryption.org/v1 */
export const AGE_HEADER = "age-encryption.org/v1\n";

// Passphrases have 20 or more random characters, and the default of 18 takes seconds in JavaScript.
const WORK_FACTOR = 16;

/** Encrypts a stream in the format of age, which the `age` command reads too. */
export async function encrypt(plain: AsyncIterable<Uint8Array>, lock: Exclude<Lock, { kind: "none" }>) {
  const encrypter = new Encrypter();
  if (lock.kind === "passphrase") {
    encrypter.setPassphrase(lock.passphrase);
    encrypter.setScryptWorkFactor(WORK_FACTOR);
  } else for (const recipient of lock.recipients) encrypter.addRecipient(recipient);
  return Readable.fromWeb((await encrypter.encrypt(webStream(plain))) as NodeStream<Uint8Array>);
}

export type Decrypted = { ok: true; plain: Readable } | { ok: false; reason: "no_key" | "wrong_key" };

/**
 * Decrypts a stream in the format of age. A wrong key is recognized at once; a change or a missing end makes the stream
 * fail where it is reached.
 */
export async function decrypt(sealed: AsyncIterable<Uint8Array>, keys: Keys): Promise<Decrypted> {
  if (keys.passphrase === undefined && keys.identities.length === 0) return { ok: false, reason: "no_key" };
  const decrypter = new Decrypter();
  if (keys.passphrase !== undefined) decrypter.addPassphrase(keys.passphrase);
  for (const identity of keys.identities) decrypter.addIdentity(identity);
  try {
    const plain = await decrypter.decrypt(webStream(sealed));
    return { ok: true, plain: Readable.fromWeb(plain as NodeStream<Uint8Array>) };
  } catch (error) {
    if (error instanceof Error && /no identity matched|passphrase/i.test(error.message))
      return { ok: false, reason: "wrong_key" };
    throw error;
  }
}

const webStream = (source: AsyncIterable<Uint8Array>) =>
  NodeStream.from(source) as unknown as ReadableStream<Uint8Array>;
