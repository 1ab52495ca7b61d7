import type { Dispute, Refund } from "@/lib/generated/prisma/client";

type Returned = {
  amountCents: number;
  refunds: Pick<Refund, "status" | "amountCents">[];
  disputes: Pick<Dispute, "status" | "amountCents">[];
};

/** Minor units of a payment that are gone: refunds that did not fail, and disputes that were lost. At most all of it. */
export function returnedCents({ amountCents, refunds, disputes }: Returned): number {
  const lost = sum(disputes.filter(({ status }) => status === "LOST"));
  return Math.min(amountCents, refundedCents(refunds) + lost);
}

/** Minor units of the refunds that did not fail. */
export function refundedCents(refunds: Returned["refunds"]): number {
  return sum(refunds.filter(({ status }) => status !== "FAILED" && status !== "CANCELED"));
}

function sum(rows: { amountCents: number }[]): number {
  return rows.reduce((total, { amountCents }) => total + amountCents, 0);
}
