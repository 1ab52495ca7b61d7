import type { Db } from "@/lib/db";
import { database } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * The only source of the current time. In production it is the machine's clock and costs nothing; in local mode it adds
 * the offset in `local_clock`, which the web process, the worker and the tools share.
 */
export async function now(): Promise<Date> {
  if (!env().LOCAL_MODE) return new Date();
  const [row] = await database().hotSql<{
    offsetMs: bigint;
  }>`SELECT offset_ms AS "offsetMs" FROM local_clock WHERE id = 1`;
  return new Date(Date.now() + Number(row?.offsetMs ?? 0n));
}

/** The time of a database that is not this process's own, such as one that was just restored. */
export async function nowIn(db: Db): Promise<Date> {
  return new Date(Date.now() + (await readOffsetMs(db)));
}

/** How far the local clock is ahead of the real one, in milliseconds. */
export async function readOffsetMs(db: Db): Promise<number> {
  const row = await db.localClock.findUnique({ where: { id: 1 } });
  return Number(row?.offsetMs ?? 0n);
}

/**
 * Sets the local clock to `offsetMs` ahead of the real one. It never goes back; a clock that was never set may begin in
 * the past.
 */
export async function moveOffsetMs(db: Db, offsetMs: number): Promise<void> {
  const row = await db.localClock.findUnique({ where: { id: 1 } });
  if (row && offsetMs < Number(row.offsetMs)) {
    throw new Error(`The clock only moves forward: it is already ${row.offsetMs} ms ahead.`);
  }
  const next = BigInt(Math.round(offsetMs));
  await db.localClock.upsert({ where: { id: 1 }, create: { id: 1, offsetMs: next }, update: { offsetMs: next } });
}
