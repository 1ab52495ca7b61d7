import type { BillingServices } from "@/lib/billing/context";
import type { BillingRefusal, ChangeKind, PlanAtPrice } from "@/lib/billing/types";

/** What a change of plan would come to, in money as Stripe reckons it and in credits as we do. */
export type ChangePreview = PlanAtPrice & {
  ok: true;
  kind: ChangeKind;
  effective: "now" | "period_end";
  /** When it would take effect. */
  at: Date;
  /** What would be charged at once; less than nothing is credited to later invoices. */
  amountDueCents: number;
  currency: string;
  /** What that is made of; none when nothing is invoiced now. */
  lines: { description: string; amountCents: number }[];
  /** The first whole invoice after the change. */
  nextInvoice: { at: Date; amountCents: number };
  /** By how much the plan's credits would change at once; less than nothing when a used month is cut short. */
  creditsNow: bigint;
  nextRefill: { at: Date; credits: bigint } | null;
  /** Hand it to `changePlan` and it charges exactly this; null when nothing is prorated. */
  prorationDate: Date | null;
};

export type ChangePreviewed = ChangePreview | BillingRefusal;

/** Says what `changePlan` with the same price would do. Changes nothing. */
export async function previewChange(
  _services: BillingServices,
  _wish: { userId: string; price: string },
  _now: Date,
): Promise<ChangePreviewed> {
  throw new Error("Not there yet.");
}
