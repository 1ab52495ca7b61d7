import type { Db, Sql } from "@/lib/db";
import type { WebhookStatus } from "@/lib/generated/prisma/enums";
import { formatInboxCursor, type InboxPosition } from "@/lib/stripe/inbox/cursor";

/** Which events of the inbox; what is left out does not narrow. */
export type InboxFilter = {
  status?: WebhookStatus | undefined;
  /** Such as invoice.paid. */
  type?: string | undefined;
  /** Ids of Stripe customers. */
  customerIds?: readonly string[] | undefined;
  /** The id of the object it is about, or its own. */
  id?: string | undefined;
};

export type InboxEvent = {
  id: string;
  type: string;
  status: WebhookStatus;
  /** What came of it, in a sentence; null before it was processed. */
  outcome: string | null;
  /** Since it arrived or was last replayed. */
  attempts: number;
  customerId: string | null;
  objectId: string | null;
  occurredAt: Date;
  receivedAt: Date;
  processedAt: Date | null;
  replayedAt: Date | null;
};

/** The inbox without payloads, newest first. `after` is the last event of the previous page. */
export async function listInbox(
  sql: Sql,
  filter: InboxFilter,
  { after, limit }: { after?: InboxPosition | undefined; limit: number },
): Promise<{ data: InboxEvent[]; nextCursor: string | null }> {
  const { status = null, type = null, id = null } = filter;
  const customerIds = filter.customerIds ? [...filter.customerIds] : null;
  const rows = await sql<InboxEvent>`
    SELECT id, type, status, outcome, attempts, customer_id AS "customerId", object_id AS "objectId",
      occurred_at AS "occurredAt", received_at AS "receivedAt", processed_at AS "processedAt", replayed_at AS "replayedAt"
    FROM webhook_event
    WHERE (${status}::webhook_status IS NULL OR status = ${status}::webhook_status)
      AND (${type}::text IS NULL OR type = ${type}::text)
      AND (${customerIds}::text[] IS NULL OR customer_id = ANY(${customerIds}::text[]))
      AND (${id}::text IS NULL OR object_id = ${id}::text OR id = ${id}::text)
      AND (${after?.id ?? null}::text IS NULL
        OR (received_at, id) < (${after?.receivedAt ?? null}::timestamptz, ${after?.id ?? null}::text))
    ORDER BY received_at DESC, id DESC
    LIMIT ${limit + 1}::int`;
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return { data, nextCursor: last ? formatInboxCursor(last) : null };
}

/** How many events failed, counted up to `most`, so that it costs the same however many there are. */
export async function countFailed(sql: Sql, most: number): Promise<number> {
  const [row] = await sql<{ count: bigint }>`
    SELECT count(*) FROM (
      SELECT FROM webhook_event WHERE status = 'FAILED' LIMIT ${most}::int) AS failed`;
  return Number(row?.count ?? 0);
}

/** One event as in the list; null when there is none. */
export async function findEventSummary(db: Db, id: string): Promise<InboxEvent | null> {
  return db.webhookEvent.findUnique({
    where: { id },
    select: {
      ...{ id: true, type: true, status: true, outcome: true, attempts: true, customerId: true, objectId: true },
      ...{ occurredAt: true, receivedAt: true, processedAt: true, replayedAt: true },
    },
  });
}

/** One event with its payload, its attempts and the replays they were made for; null when there is none. */
export async function findInboxEvent(db: Db, id: string) {
  return db.webhookEvent.findUnique({
    where: { id },
    include: { replay: true, tries: { orderBy: { id: "asc" }, include: { replay: true } } },
  });
}

/** The Stripe customers of a user, current and former, found by e-mail address. */
export async function customersOfEmail(sql: Sql, email: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    SELECT stripe_customer_id AS id FROM "user"
    WHERE email = ${email.toLowerCase()}::text AND stripe_customer_id IS NOT NULL
    UNION
    SELECT former.stripe_customer_id FROM former_customer former
    JOIN "user" u ON u.id = former.user_id
    WHERE u.email = ${email.toLowerCase()}::text`;
  return rows.map((row) => row.id);
}
