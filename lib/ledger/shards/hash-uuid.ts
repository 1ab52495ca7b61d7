/**
 * PostgreSQL's hash of a uuid, `uuid_hash`, as a signed 32-bit number: Bob Jenkins' lookup3 over its 16 bytes. An engine that
 * divides tables by hash, such as Citus, gives each shard a range of it.
 */
export function hashUuid(uuid: string): number {
  const bytes = Buffer.from(uuid.replaceAll("-", ""), "hex");
  if (bytes.length !== 16) throw new Error(`${uuid} is not a uuid.`);
  let a = (SEED + bytes.readInt32LE(0)) | 0;
  let b = (SEED + bytes.readInt32LE(4)) | 0;
  let c = (SEED + bytes.readInt32LE(8)) | 0;

  a = (a - c) ^ rotated(c, 4);
  c = (c + b) | 0;
  b = (b - a) ^ rotated(a, 6);
  a = (a + c) | 0;
  c = (c - b) ^ rotated(b, 8);
  b = (b + a) | 0;
  a = (a - c) ^ rotated(c, 16);
  c = (c + b) | 0;
  b = (b - a) ^ rotated(a, 19);
  a = (a + c) | 0;
  c = (c - b) ^ rotated(b, 4);
  b = (b + a) | 0;

  a = (a + bytes.readInt32LE(12)) | 0;

  c = ((c ^ b) - rotated(b, 14)) | 0;
  a = ((a ^ c) - rotated(c, 11)) | 0;
  b = ((b ^ a) - rotated(a, 25)) | 0;
  c = ((c ^ b) - rotated(b, 16)) | 0;
  a = ((a ^ c) - rotated(c, 4)) | 0;
  b = ((b ^ a) - rotated(a, 14)) | 0;
  return ((c ^ b) - rotated(b, 24)) | 0;
}

/** hash_bytes begins with 0x9e3779b9, the number of bytes and 3923095. */
const SEED = (0x9e3779b9 + 16 + 3_923_095) | 0;

const rotated = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));
