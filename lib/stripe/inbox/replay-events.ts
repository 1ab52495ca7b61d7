import { v7 as newId } from "uuid";
import { type Actor, audit } from "@/lib/audit";
import type { Database, Sql } from "@/lib/db";
import type { WebhookStatus } from "@/lib/generated/prisma/enums";
import { enqueueEvents } from "@/lib/stripe/receive-event";

/** Which events to replay: some by id, or every event that failed. */
export type ReplayWish = { ids: readonly string[] } | "failed";

export type Replayed =
  | { ok: true; replayId: string; events: number }
  /** None of the ids is in the inbox, or nothing failed. */
  | { ok: false; reason: "nothing_to_replay" };

/** As many as one replay queues; the rest waits for the next one. */
export const MOST_REPLAYED = 10_000;

/**
 * Puts events back into the inbox as if they had just arrived, oldest first: the same job processes them, against what
 * Stripe says now, so a replay of what was done already changes nothing. Attempts are counted anew. Events without a
 * job are given one, and a waiting job is replaced.
 */
export async function replayEvents(
  { transaction }: Pick<Database, "transaction">,
  actor: Actor,
  wish: ReplayWish,
  now: Date,
): Promise<Replayed> {
  return transaction(async (db, sql) => {
    const events = await lockEvents(sql, wish);
    const [first] = events;
    if (!first) return { ok: false, reason: "nothing_to_replay" };
    const replayId = newId();
    await db.webhookReplay.create({
      data: { id: replayId, requestedBy: actor.userId, requestedAt: now, events: events.length },
    });
    await sql`
      UPDATE webhook_event
      SET status = 'PENDING', processed_at = NULL, attempts = 0, replayed_at = ${now}::timestamptz, queued_at = now(),
        replay_id = ${replayId}::uuid
      WHERE id = ANY(${events.map(({ id }) => id)}::text[])`;
    await enqueueEvents(sql, events);
    const before = events.length === 1 ? { status: first.status, outcome: first.outcome } : countByStatus(events);
    const target =
      events.length === 1
        ? { targetType: "webhook_event", targetId: first.id }
        : { targetType: "webhook_replay", targetId: replayId };
    const after = {
      replay: replayId,
      events: events.length,
      which: wish === "failed" ? "every failed event" : "selected",
    };
    await audit(db, actor, { action: "webhook_event.replayed", ...target, before, after }, now);
    return { ok: true, replayId, events: events.length };
  });
}

type Chosen = { id: string; customerId: string | null; status: WebhookStatus; outcome: string | null };

async function lockEvents(sql: Sql, wish: ReplayWish): Promise<Chosen[]> {
  const ids = wish === "failed" ? null : [...wish.ids];
  return sql<Chosen>`
    SELECT id, customer_id AS "customerId", status, outcome
    FROM webhook_event
    WHERE (${ids}::text[] IS NULL AND status = 'FAILED' OR id = ANY(${ids}::text[]))
    ORDER BY received_at, id
    LIMIT ${MOST_REPLAYED}::int
    FOR UPDATE`;
}

function countByStatus(events: readonly Chosen[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status } of events) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
