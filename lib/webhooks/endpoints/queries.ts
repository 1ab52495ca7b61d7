import type { Db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { WebhookDeliveryStatus } from "@/lib/generated/prisma/enums";
import { isUuid } from "@/lib/is-uuid";

const ENDPOINT = {
  id: true,
  url: true,
  description: true,
  eventTypes: true,
  previousUntil: true,
  enabledAt: true,
  disabledAt: true,
  disabledReason: true,
  failingSince: true,
  createdAt: true,
} as const satisfies Prisma.WebhookEndpointSelect;

/** An endpoint without its secret. */
export type Endpoint = Prisma.WebhookEndpointGetPayload<{ select: typeof ENDPOINT }>;

/** Every endpoint, oldest first. There are few: see MAX_ENDPOINTS. */
export async function listEndpoints(db: Db): Promise<Endpoint[]> {
  return db.webhookEndpoint.findMany({ select: ENDPOINT, orderBy: { id: "asc" } });
}

/** Null when there is none of this id. */
export async function findEndpoint(db: Db, id: string): Promise<Endpoint | null> {
  return isUuid(id) ? db.webhookEndpoint.findUnique({ where: { id }, select: ENDPOINT }) : null;
}

const DELIVERY = {
  id: true,
  endpointId: true,
  messageId: true,
  seq: true,
  status: true,
  attempts: true,
  nextAttemptAt: true,
  lastStatus: true,
  lastError: true,
  createdAt: true,
  settledAt: true,
  message: { select: { type: true, userId: true, occurredAt: true } },
} as const satisfies Prisma.WebhookDeliverySelect;

export type Delivery = Prisma.WebhookDeliveryGetPayload<{ select: typeof DELIVERY }>;

type DeliveryPage = { data: Delivery[]; nextCursor: string | null };

/** The deliveries to an endpoint, newest first. The cursor is the number of the last one. */
export async function listDeliveries(
  db: Db,
  { endpointId, status }: { endpointId: string; status?: WebhookDeliveryStatus | undefined },
  { cursor, limit }: { cursor?: bigint | undefined; limit: number },
): Promise<DeliveryPage> {
  const rows = await db.webhookDelivery.findMany({
    where: { endpointId, ...(status && { status }), ...(cursor !== undefined && { seq: { lt: cursor } }) },
    select: DELIVERY,
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? String(data.at(-1)?.seq) : null };
}

/** What `listDeliveries` returned as a cursor; null for anything else. */
export function parseDeliveryCursor(text: string): bigint | null {
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : null;
}

/** A delivery with what is sent and every attempt, oldest first. Null when the endpoint has none of this id. */
export async function findDelivery(db: Db, { endpointId, id }: { endpointId: string; id: string }) {
  if (!isUuid(endpointId) || !isUuid(id)) return null;
  return db.webhookDelivery.findUnique({
    where: { id, endpointId },
    select: {
      ...DELIVERY,
      message: { select: { type: true, userId: true, occurredAt: true, data: true } },
      tries: { orderBy: { id: "asc" } },
    },
  });
}

/** How many deliveries to an endpoint wait and were given up; the count of the latter stops at a thousand. */
export async function countDeliveries(db: Db, endpointId: string): Promise<{ pending: number; dead: number }> {
  const pending = await db.webhookDelivery.count({ where: { endpointId, status: "PENDING" }, take: MOST_COUNTED });
  const dead = await db.webhookDelivery.count({ where: { endpointId, status: "DEAD" }, take: MOST_COUNTED });
  return { pending, dead };
}

const MOST_COUNTED = 1_000;
