import { z } from "zod";
import { nextRefillView, toNextRefillView } from "@/lib/api/endpoints/balance/view";
import { monthlyCredits, planAtPriceView, quantity, toPlanAtPriceView } from "@/lib/api/endpoints/subscription/view";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTime, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { ChangePreview } from "@/lib/billing/plans/preview-change";
import { CHANGE_KINDS } from "@/lib/billing/types";

export const changePreviewView = planAtPriceView
  .extend({
    kind: z.enum(CHANGE_KINDS).meta({ description: "`same` cancels the scheduled change." }),
    effective: z.enum(["now", "period_end"]),
    quantity,
    monthlyCredits,
    at: time.meta({ description: "When the change would take effect." }),
    amountDueCents: cents.meta({
      description: "Charged immediately. A negative amount is credited to later invoices.",
    }),
    currency,
    lines: z.array(z.object({ description: z.string(), amountCents: cents })),
    nextInvoice: z
      .object({ at: time, amountCents: cents })
      .meta({ description: "The first full invoice after the change." }),
    creditsNow: credits.meta({
      description: "The immediate change of the plan's credits. Negative if the current month is cut short.",
    }),
    nextRefill: nextRefillView,
    prorationDate: time
      .nullable()
      .meta({ description: "Send this with the change to be charged exactly the previewed amount." }),
  })
  .meta({ title: "ChangePreview", description: "What a plan change would cost and grant." });

/** A preview as the API shows it. */
export function toChangePreviewView(preview: ChangePreview): z.input<typeof changePreviewView> {
  const { kind, effective, amountDueCents, lines, nextInvoice } = preview;
  return {
    ...toPlanAtPriceView(preview),
    kind,
    effective,
    quantity: preview.quantity,
    monthlyCredits: jsonInteger(preview.monthlyCredits),
    at: isoTime(preview.at),
    amountDueCents,
    currency: preview.currency,
    lines,
    nextInvoice: { at: isoTime(nextInvoice.at), amountCents: nextInvoice.amountCents },
    creditsNow: jsonInteger(preview.creditsNow),
    nextRefill: toNextRefillView(preview.nextRefill),
    prorationDate: isoTimeOrNull(preview.prorationDate),
  };
}
