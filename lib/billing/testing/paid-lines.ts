import type { PaidLine } from "@/lib/billing/refills/paid-lines";

type Line = Pick<PaidLine, "startAt" | "endAt" | "creditsPerMonth"> & Partial<PaidLine>;

/** Lines of one invoice that was paid when it was made, by default for whole periods. */
export function invoiceOf(invoice: string, invoicedAt: Date, ...lines: Line[]): PaidLine[] {
  return lines.map((line) => ({
    planName: `${line.creditsPerMonth}`,
    isCredit: false,
    isProration: false,
    isGiven: false,
    invoice,
    invoicedAt,
    paidAt: invoicedAt,
    paymentId: `payment of ${invoice}`,
    anchorAt: line.startAt,
    ...line,
  }));
}

/** What a change in mid-period is invoiced as: what is left of the one plan's time is credited, and the other's charged. */
export function changeOf(from: bigint, to: bigint, startAt: Date, endAt: Date): Line[] {
  const common = { startAt, endAt, isProration: true };
  return [
    { ...common, creditsPerMonth: from, isCredit: true },
    { ...common, creditsPerMonth: to },
  ];
}
