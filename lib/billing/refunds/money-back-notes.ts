import type { Db } from "@/lib/db";
import type { DisputeStatus } from "@/lib/generated/prisma/client";

/** Refund and dispute details that a payment's own status does not show. */
export type MoneyBackNote = {
  /** The newest dispute's; null when there was none. */
  dispute: DisputeStatus | null;
  /** Minor units of pending refunds. */
  pendingCents: number;
  /** The newest refund failed. */
  refundFailed: boolean;
};

/** The notes of the payments that have any. */
export async function moneyBackNotes(db: Db, paymentIds: string[]): Promise<Map<string, MoneyBackNote>> {
  const payments = await db.payment.findMany({
    where: { id: { in: paymentIds }, OR: [{ refunds: { some: {} } }, { disputes: { some: {} } }] },
    select: {
      id: true,
      refunds: { orderBy: [{ createdAt: "desc" }, { id: "desc" }] },
      disputes: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: 1 },
    },
  });
  return new Map(
    payments.map(({ id, refunds, disputes }) => [
      id,
      {
        dispute: disputes[0]?.status ?? null,
        pendingCents: refunds
          .filter(({ status }) => status === "PENDING" || status === "REQUIRES_ACTION")
          .reduce((sum, { amountCents }) => sum + amountCents, 0),
        refundFailed: refunds[0]?.status === "FAILED" || refunds[0]?.status === "CANCELED",
      },
    ]),
  );
}
