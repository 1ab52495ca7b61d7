const CURSOR = /^seq:([1-9][0-9]{0,17})$/;

/** Where the next page of history starts, as an opaque string. */
export function formatCursor(seq: bigint): string {
  return Buffer.from(`seq:${seq}`).toString("base64url");
}

/** Null for anything that `formatCursor` did not produce. */
export function parseCursor(cursor: string): bigint | null {
  const [, digits] = CURSOR.exec(Buffer.from(cursor, "base64url").toString("latin1")) ?? [];
  if (digits === undefined) return null;
  const seq = BigInt(digits);
  return formatCursor(seq) === cursor ? seq : null;
}
