import type { PaidLine } from "@/lib/billing/windows/paid-lines";

type Line = Pick<PaidLine, "startAt" | "endAt" | "creditsPerMonth"> & Partial<PaidLine>;

/** Lines of one invoice paid on creation, by default for whole periods. */
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

/** The lines of a mid-period change: the old plan's remaining time is credited, the new one's charged. */
export function changeOf(from: bigint, to: bigint, startAt: Date, endAt: Date): Line[] {
  const common = { startAt, endAt, isProration: true };
  return [
    { ...common, creditsPerMonth: from, isCredit: true },
    { ...common, creditsPerMonth: to },
  ];
}
