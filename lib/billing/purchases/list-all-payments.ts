import { OVERDUE_STATUSES } from "@/lib/billing/subscription-status";
import type { Page, PaymentStatus } from "@/lib/billing/types";
import type { Db } from "@/lib/db";
import type { Payment, PaymentKind, Prisma } from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";

/** An answer to its dispute; or to be collected, as Stripe does not try again and its subscription is past due. */
export const PAYMENT_NEEDS = ["answer", "collection"] as const;

export type PaymentNeed = (typeof PAYMENT_NEEDS)[number];

/** Which payments of all users. Without a field, it does not matter. */
export type PaymentFilter = {
  status?: PaymentStatus;
  kind?: PaymentKind;
  currency?: string;
  /** A user's id, email address, external id or Stripe customer; all whom it names. */
  user?: string;
  /** What it needs a person for. */
  needs?: PaymentNeed;
  /** Which date `from` and `to` are about, and the order: when it was made, the default, or paid. */
  by?: "created" | "paid";
  /** At or after this time. */
  from?: Date;
  /** Before this time. */
  to?: Date;
};

/** A payment with its owner, for admins. */
export type OwnedPayment = Payment & {
  user: { id: string; email: string; externalId: string | null; deletedAt: Date | null };
};

const OWNER = { user: { select: { id: true, email: true, externalId: true, deletedAt: true } } } as const;

type PageRequest = { cursor?: string; limit: number };

/**
 * All users' payments, newest first. Abandoned Checkout sessions are not payments. A cursor is the id of the last row
 * returned; an unknown one starts from the top. Every page costs the same, however far back.
 */
export async function listAllPayments(
  db: Db,
  filter: PaymentFilter,
  { cursor, limit }: PageRequest,
): Promise<Page<OwnedPayment>> {
  const payers = filter.user === undefined ? undefined : await findPayers(db, filter.user);
  if (payers?.length === 0) return { data: [], nextCursor: null };
  const column = filter.by === "paid" ? "paidAt" : "createdAt";
  const last = cursor && isUuid(cursor) ? await db.payment.findUnique({ where: { id: cursor } }) : null;
  const rows = await db.payment.findMany({
    where: {
      AND: [
        matching(filter, payers, column),
        ...(filter.needs ? [NEEDING[filter.needs]] : []),
        { NOT: { stripePaymentIntentId: null, stripeInvoiceId: null, paidAt: null } },
        olderThan(last, column),
      ],
    },
    orderBy: [{ [column]: "desc" }, { id: "desc" }],
    take: limit + 1,
    include: OWNER,
  });
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

/** The same, page after page. No connection is held between pages. */
export async function* eachPayment(db: Db, filter: PaymentFilter, limit = 500): AsyncGenerator<OwnedPayment[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await listAllPayments(db, filter, { cursor, limit });
    if (page.data.length > 0) yield page.data;
    if (!page.nextCursor) return;
    cursor = page.nextCursor;
  }
}

/** The same conditions as in lib/attention, which counts them. */
const NEEDING: Record<PaymentNeed, Prisma.PaymentWhereInput> = {
  answer: { disputes: { some: { needsResponse: true } } },
  collection: {
    subscription: { status: { in: [...OVERDUE_STATUSES] } },
    nextAttemptAt: null,
    OR: [{ status: "FAILED" }, { status: "PENDING", dueAt: { not: null } }],
  },
};

type Column = "createdAt" | "paidAt";

function matching(
  { status, kind, currency, from, to }: PaymentFilter,
  payers: string[] | undefined,
  column: Column,
): Prisma.PaymentWhereInput {
  const within = { ...(from && { gte: from }), ...(to && { lt: to }), ...(column === "paidAt" && { not: null }) };
  return { status, kind, currency, ...(payers && { userId: { in: payers } }), [column]: within };
}

/** The first condition alone bounds the index; the second tells payments of one moment apart. */
function olderThan(last: Payment | null, column: Column): Prisma.PaymentWhereInput {
  const at = last?.[column];
  if (!last || !at) return {};
  return { [column]: { lte: at }, OR: [{ [column]: { lt: at } }, { id: { lt: last.id } }] };
}

/** Everyone whom the reference names: one user's external id can be another's address. */
async function findPayers(db: Db, reference: string): Promise<string[]> {
  const users = await db.user.findMany({
    where: {
      OR: [
        ...(isUuid(reference) ? [{ id: reference }] : []),
        { email: reference.toLowerCase() },
        { externalId: reference },
        { stripeCustomerId: reference },
        { formerCustomers: { some: { stripeCustomerId: reference } } },
      ],
    },
    select: { id: true },
  });
  return users.map(({ id }) => id);
}
