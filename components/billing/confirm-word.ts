import { cardName } from "@/components/billing/card-name";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import { formatPrice } from "@/lib/format/money";

/**
 * What a press makes of a previewed change: the amount paid and the card it is charged to, or that it is scheduled. Null when
 * it is scheduled already.
 */
export function confirmWord(preview: ChangePreview): string | null {
  const { kind, effective, amountDueCents, currency, plan, method } = preview;
  if (preview.isScheduled) return null;
  if (kind === "same") return `Keep ${plan.name}`;
  if (effective === "period_end") return "Schedule the change";
  if (amountDueCents <= 0) return "Change now";
  const pay = `Pay ${formatPrice(amountDueCents, currency)}`;
  return method ? `${pay} · ${cardName(method)}` : `${pay} and change`;
}
