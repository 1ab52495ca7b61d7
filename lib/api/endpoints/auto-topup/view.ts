import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { AUTO_TOPUP_STOPS, type AutoTopupView } from "@/lib/billing/types";

export const autoTopupView = z
  .object({
    enabled: z.boolean(),
    threshold: credits
      .nullable()
      .meta({ description: "A pack is bought when fewer credits than this are available; null if never set." }),
    pack: z.string().nullable().meta({ description: "The key of the pack to buy." }),
    monthlyCapCents: cents.nullable(),
    currency: currency
      .nullable()
      .meta({ description: "The currency of the cap and of the amount spent; null if never set." }),
    spentThisMonthCents: cents.meta({ description: "The amount spent in this calendar month (UTC)." }),
    inFlight: z.boolean().meta({ description: "Whether a payment is in progress." }),
    nextAttemptAt: time.nullable().meta({ description: "No purchase is made before this time." }),
    stoppedReason: z
      .enum(AUTO_TOPUP_STOPS)
      .nullable()
      .meta({ description: "Why auto top-up was turned off. With `cap_reached` it resumes next month." }),
    card: z.object({ brand: z.string(), last4: z.string().nullable() }).nullable(),
  })
  .meta({ title: "AutoTopup", description: "The settings for buying a pack automatically when credits run low." });

/** Auto top-up settings as the API shows them. */
export function toAutoTopupView(rule: AutoTopupView): z.input<typeof autoTopupView> {
  return {
    enabled: rule.enabled,
    threshold: rule.thresholdCredits === null ? null : jsonInteger(rule.thresholdCredits),
    pack: rule.pack?.key ?? null,
    monthlyCapCents: rule.monthlyCapCents,
    currency: rule.currency,
    spentThisMonthCents: rule.spentThisMonthCents,
    inFlight: rule.inFlight,
    nextAttemptAt: isoTimeOrNull(rule.nextAttemptAt),
    stoppedReason: rule.stoppedReason,
    card: rule.card && { brand: rule.card.brand, last4: rule.card.last4 },
  };
}
