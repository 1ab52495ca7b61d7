import { planTitle } from "@/lib/billing/plan-quantity";
import type { Refillable } from "@/lib/billing/refills/refillable";
import { mailKeys } from "@/lib/billing/source-keys";
import type { NewMail } from "@/lib/notify/types";

/** `debtPaid` of the credits paid debt, so that they were not added. */
export type Granted = { credits: bigint; debtPaid: bigint };

export type GrantedWindow = Granted & { start: Date; end: Date };

/** The email about a window that was granted, which only users who opted in get. */
export function refillMail(
  { id, userId, planVersion, quantity }: Refillable,
  { start, credits, debtPaid }: GrantedWindow,
  next: { nextRefillAt: Date | null },
): NewMail {
  const sourceKey = mailKeys.refilled(id, start);
  const planName = planTitle(planVersion.name, quantity);
  return { template: "refilled", userId, sourceKey, planName, credits, debtPaid, ...next };
}
