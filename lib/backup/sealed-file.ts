import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { pipeline as finished } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { AGE_HEADER, decrypt, encrypt, type Keys, type Lock } from "./encryption";

/** Compresses chunks, encrypts them with `lock`, and writes them to a file, which is on disk and closed when this resolves. */
export async function writeSealed(
  file: FileHandle,
  chunks: AsyncIterable<Uint8Array | string>,
  lock: Lock,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  await finished(Readable.from(chunks, { objectMode: false }), createGzip(), async (zipped: AsyncIterable<Buffer>) => {
    for await (const chunk of lock.kind === "none" ? zipped : await encrypt(zipped, lock)) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
  });
  await file.sync();
  await file.close();
  return { bytes, sha256: hash.digest("hex") };
}

export type OpenedFile = { ok: true; text: AsyncIterable<Uint8Array> } | { ok: false; reason: "no_key" | "wrong_key" };

/** Opens such a file for reading. A wrong key is recognized at once, damage where it is reached. */
export async function openSealed(path: string, keys: Keys): Promise<OpenedFile> {
  const encrypted = await isEncrypted(path);
  const source = createReadStream(path);
  const plain = encrypted ? await decrypt(source, keys) : { ok: true as const, plain: source };
  if (!plain.ok) {
    source.destroy();
    return plain;
  }
  // Whatever goes wrong surfaces where the text is read.
  return { ok: true, text: pipeline(plain.plain, createGunzip(), () => undefined) };
}

/** Why a file cannot be opened. */
export const SEALED = {
  no_key: "The file is encrypted. Set BACKUP_PASSPHRASE or BACKUP_IDENTITIES.",
  wrong_key: "The passphrase or key does not open this file.",
};

/** The SHA-256 of a file as it is on disk, in hexadecimal digits. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(AGE_HEADER.length), position: 0 });
    return buffer.subarray(0, bytesRead).toString() === AGE_HEADER;
  } finally {
    await file.close();
  }
}
