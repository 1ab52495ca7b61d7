import { type Actor, audit } from "@/lib/audit";
import type { Database } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";
import { lockEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { TEST_EVENT } from "@/lib/webhooks/event-types";
import { enqueueSending } from "@/lib/webhooks/queue";
import { makeTestDelivery } from "@/lib/webhooks/sending/prepare-messages";
import { promoteNext } from "@/lib/webhooks/sending/settle-delivery";

export type ReplayRefusal = { ok: false; reason: "unknown_delivery" | "unknown_endpoint" | "endpoint_disabled" };

export type Replayed = { ok: true; deliveries: number } | ReplayRefusal;

/**
 * Sends a delivery again, or everything that was given up: with the same id and data, signed anew, and attempts counted anew. Each
 * takes its place among what waits for its account. One that waits for its next attempt is sent at once.
 */
export async function replayDeliveries(
  { transaction }: Pick<Database, "transaction">,
  actor: Actor,
  { endpointId, which }: { endpointId: string; which: { id: string } | "dead" },
  now: Date,
): Promise<Replayed> {
  return transaction<Replayed>(async (db, sql) => {
    const endpoint = await lockEndpoint(db, sql, endpointId);
    if (!endpoint) return { ok: false, reason: "unknown_endpoint" };
    if (endpoint.disabledAt) return { ok: false, reason: "endpoint_disabled" };
    const id = which === "dead" ? null : which.id;
    if (id !== null && !isUuid(id)) return { ok: false, reason: "unknown_delivery" };
    const again = await sql<{ lane: string }>`
      UPDATE webhook_delivery
      SET status = 'PENDING', attempts = 0, settled_at = NULL,
        next_attempt_at = CASE WHEN next_attempt_at IS NOT NULL THEN ${now}::timestamptz END
      WHERE endpoint_id = ${endpoint.id}::uuid
        AND (${id}::uuid IS NULL AND status = 'DEAD' OR id = ${id}::uuid)
      RETURNING lane::text`;
    if (id !== null && again.length === 0) return { ok: false, reason: "unknown_delivery" };
    const [only] = again;
    if (only) await promoteNext(sql, { endpointId: endpoint.id, lane: id === null ? "all" : only.lane }, now);
    await enqueueSending(sql);
    const after = { delivery: id, deliveries: again.length };
    const record = {
      action: "webhook_endpoint.replayed",
      targetType: "webhook_endpoint",
      targetId: endpoint.id,
      after,
    };
    await audit(db, actor, record, now);
    return { ok: true, deliveries: again.length };
  });
}

export type TestSent = { ok: true; deliveryId: string } | ReplayRefusal;

/** Sends an event of the type `test` to an endpoint, whatever types it wants. */
export async function sendTest(
  { transaction }: Pick<Database, "transaction">,
  actor: Actor,
  endpointId: string,
  now: Date,
): Promise<TestSent> {
  return transaction<TestSent>(async (db, sql) => {
    const endpoint = await lockEndpoint(db, sql, endpointId);
    if (!endpoint) return { ok: false, reason: "unknown_endpoint" };
    if (endpoint.disabledAt) return { ok: false, reason: "endpoint_disabled" };
    const deliveryId = await makeTestDelivery(db, sql, { endpointId: endpoint.id, type: TEST_EVENT }, now);
    await enqueueSending(sql);
    const record = { action: "webhook_endpoint.tested", targetType: "webhook_endpoint", targetId: endpoint.id };
    await audit(db, actor, record, now);
    return { ok: true, deliveryId };
  });
}
