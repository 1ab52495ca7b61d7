import type { ChangeKind } from "@/lib/billing/types";
import type { BillingInterval } from "@/lib/catalog/types";

export type Terms = { priceId: string; interval: BillingInterval; creditsPerMonth: bigint; amountCents: number };

/** What a change from one price to another is. Where credits are equal, what costs more is the upgrade. */
export function changeKind(from: Terms, to: Terms): ChangeKind {
  if (from.priceId === to.priceId) return "same";
  if (from.interval !== to.interval) return "interval";
  if (from.creditsPerMonth !== to.creditsPerMonth) {
    return from.creditsPerMonth < to.creditsPerMonth ? "upgrade" : "downgrade";
  }
  return from.amountCents < to.amountCents ? "upgrade" : "downgrade";
}

/** Whether a change comes into effect at once: more is there at once, less waits for what is paid to be used. */
export function isImmediate(from: Terms, to: Terms): boolean {
  const kind = changeKind(from, to);
  return kind === "upgrade" || (kind === "interval" && to.interval === "YEAR");
}
