import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import { formatPrice } from "@/lib/format/money";

/** What a press makes of a previewed change: the amount paid, or that the change is scheduled. */
export function confirmWord({ kind, effective, amountDueCents, currency, plan }: ChangePreview): string {
  if (kind === "same") return `Keep ${plan.name}`;
  if (effective === "period_end") return "Schedule the change";
  return amountDueCents > 0 ? `Pay ${formatPrice(amountDueCents, currency)} and change` : "Change now";
}
