import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import { AUTO_TOPUP_STOPS, type AutoTopupView } from "@/lib/billing/types";

export const autoTopupView = z
  .object({
    enabled: z.boolean(),
    threshold: credits.nullable().meta({ description: "Available credits below which it buys; null when never set." }),
    pack: z.string().nullable().meta({ description: "The key of the pack it buys." }),
    monthlyCapCents: cents.nullable(),
    currency: currency.nullable().meta({ description: "Of the cap and of what was spent; null when never set." }),
    spentThisMonthCents: cents.meta({ description: "What it cost in this calendar month, UTC." }),
    inFlight: z.boolean().meta({ description: "A payment is on its way." }),
    nextAttemptAt: time.nullable().meta({ description: "It buys nothing before." }),
    stoppedReason: z
      .enum(AUTO_TOPUP_STOPS)
      .nullable()
      .meta({ description: "Why it switched itself off; with `cap_reached` it waits for the next month." }),
    card: z.object({ brand: z.string(), last4: z.string().nullable() }).nullable(),
  })
  .meta({ title: "AutoTopup", description: "The rule by which a pack is bought when credits run low." });

/** The rule as the API tells it. */
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
