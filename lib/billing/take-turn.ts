import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { hot, type Sql } from "@/lib/db";
import { log } from "@/lib/log";

export type Busy = { ok: false; reason: "change_in_progress"; retryAfterSeconds: number };

/** A user's turn. Its `id` is new each time, and part of the idempotency keys for Stripe. */
export type Turn = { id: string };

/** How long a dead process keeps its turn; a live one renews it long before. */
const HELD_SECONDS = 60;
const RENEW_MS = 20_000;

const POLL_MS = 100;
const PATIENCE_MS = 20_000;

/**
 * Changes something of a user in Stripe, one change at a time across all processes: the second of two finds the result of
 * the first. The turn is a row, so that no transaction and no connection waits for Stripe. Refused when another change
 * takes longer than twenty seconds.
 */
export async function takeTurn<Result>(
  sql: Sql,
  { userId, purpose }: { userId: string; purpose: string },
  work: (turn: Turn) => Promise<Result>,
): Promise<Result | Busy> {
  const turn = { id: uuidv7() };
  const patienceEnds = performance.now() + PATIENCE_MS;
  while (!(await take(sql, { userId, purpose, ...turn }))) {
    if (performance.now() > patienceEnds) return { ok: false, reason: "change_in_progress", retryAfterSeconds: 10 };
    await sleep(POLL_MS);
  }
  const renewal = setInterval(() => void renew(sql, turn), RENEW_MS);
  try {
    return await work(turn);
  } finally {
    clearInterval(renewal);
    await end(sql, turn);
  }
}

/** The times are the database's: they must come from one clock across all processes, and the app's clock can be moved. */
async function take(sql: Sql, turn: Turn & { userId: string; purpose: string }): Promise<boolean> {
  const taken = await hot(sql)<{ id: string }>`
    INSERT INTO billing_turn (user_id, id, purpose, taken_at, held_until)
    VALUES (${turn.userId}::uuid, ${turn.id}::uuid, ${turn.purpose}, now(), now() + make_interval(secs => ${HELD_SECONDS}))
    ON CONFLICT (user_id) DO UPDATE
      SET id = excluded.id, purpose = excluded.purpose, taken_at = excluded.taken_at, held_until = excluded.held_until
      WHERE billing_turn.held_until < now()
    RETURNING id`;
  return taken.length > 0;
}

async function renew(sql: Sql, { id }: Turn): Promise<void> {
  try {
    await sql`
      UPDATE billing_turn SET held_until = now() + make_interval(secs => ${HELD_SECONDS}) WHERE id = ${id}::uuid
      RETURNING id`;
  } catch (error) {
    log.warn({ err: error, turn: id }, "a turn could not be renewed; it expires by itself");
  }
}

/** If this fails, the change stays made, and the turn expires a minute later. */
async function end(sql: Sql, { id }: Turn): Promise<void> {
  try {
    await hot(sql)`DELETE FROM billing_turn WHERE id = ${id}::uuid RETURNING id`;
  } catch (error) {
    log.warn({ err: error, turn: id }, "a turn could not be ended; it expires by itself");
  }
}
