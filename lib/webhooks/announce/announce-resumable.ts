import { withoutDone } from "@/lib/billing/refused-spends/queries";
import type { RefusedSpend } from "@/lib/billing/refused-spends/types";
import type { Database, Sql } from "@/lib/db";
import { standingOf } from "@/lib/ledger/changed-accounts";
import { keyAsSent } from "@/lib/ledger/reserved-keys";
import { announcedSince } from "@/lib/webhooks/announce/marks";
import { type NewMessage, recordMessages } from "@/lib/webhooks/record-messages";

/** Refusals that are looked at in one run. */
const MOST = 1_000;

/**
 * Announces refused spends that the account can pay for by now, each once, and again if it was refused again. As with credits, neither a
 * grant nor a debit writes anything for it. Does nothing while no endpoint wants it.
 */
export async function announceResumable({ sql, transaction }: Database, now: Date): Promise<void> {
  if (!(await announcedSince(sql, ["credits.resumable"]))) return;
  const waiting = await notAnnounced(sql, now);
  const accountIds = [...new Set(waiting.map(({ userId }) => userId))];
  const messages: NewMessage[] = [];
  for (const { accountId, available } of await standingOf(sql, accountIds, now)) {
    const paid = waiting.filter(({ userId, required }) => userId === accountId && required <= available);
    messages.push(...(await withoutDone(sql, accountId, paid)).map((refused) => messageOf(refused, available, now)));
  }
  await transaction((_db, within) => recordMessages(within, messages));
}

function notAnnounced(sql: Sql, now: Date): Promise<RefusedSpend[]> {
  return sql<RefusedSpend>`
    SELECT
      kept.id::text AS id, kept.user_id::text AS "userId", kept.idempotency_key AS "idempotencyKey",
      kept.verb::text AS verb, kept.request, kept.required, kept.actor, kept.refused_at AS "refusedAt",
      kept.expires_at AS "expiresAt", kept.resumed_at AS "resumedAt", kept.claim
    FROM refused_spend AS kept
    WHERE kept.resumed_at IS NULL AND kept.expires_at > ${now}::timestamptz
      AND EXISTS (SELECT FROM ledger_accounts WHERE id = kept.user_id AND balance >= kept.required)
      AND NOT EXISTS (
        SELECT FROM webhook_message AS message
        WHERE message.user_id = kept.user_id AND message.type = 'credits.resumable'
          AND message.source_key = 'refused:' || kept.id || ':' || (extract(epoch FROM kept.refused_at) * 1000)::bigint
      )
    ORDER BY kept.refused_at
    LIMIT ${MOST}::integer`;
}

function messageOf(refused: RefusedSpend, available: bigint, now: Date): NewMessage {
  const { id, userId, verb, required, request, idempotencyKey, refusedAt, expiresAt } = refused;
  return {
    userId,
    type: "credits.resumable",
    sourceKey: `refused:${id}:${refusedAt.getTime()}`,
    data: {
      refusal: id,
      kind: verb === "SPEND" ? "spend" : "hold",
      required,
      available,
      idempotencyKey: keyAsSent(idempotencyKey),
      description: request.description ?? "",
      metadata: request.metadata ?? null,
      refusedAt,
      expiresAt,
    },
    occurredAt: now,
  };
}
