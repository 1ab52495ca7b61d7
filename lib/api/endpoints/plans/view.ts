import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, credits, currency } from "@/lib/api/http/schemas";
import { limitPromises } from "@/lib/catalog/promises";
import { spendPromises } from "@/lib/catalog/spend-limits";
import {
  BILLING_INTERVALS,
  type FeatureView,
  type MeterView,
  type PackView,
  type PlanView,
  REFILL_POLICIES,
  ROUNDINGS,
} from "@/lib/catalog/types";

export const interval = z.enum(BILLING_INTERVALS);

export const planView = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    isFree: z.boolean(),
    highlighted: z.boolean(),
    creditsPerMonth: credits,
    refillPolicy: z.enum(REFILL_POLICIES),
    rolloverCapCredits: credits.nullable(),
    overdraftCredits: credits.meta({
      description: "What running work may spend beyond the balance, for each unit of the subscription.",
    }),
    spendLimits: z.array(z.object({ hours: z.int(), credits })).meta({
      description: "The most that can be spent in any so many hours, for each unit of the subscription.",
    }),
    trialDays: z.int(),
    trialCredits: credits,
    features: z.array(z.string()).meta({
      description: "The sentences of the plan's card: first its limits, which are enforced, then what else it offers.",
    }),
    limits: z.record(z.string(), z.union([z.int(), z.null(), z.array(z.string())])).meta({
      description:
        "The limit of each feature; null means unlimited, or a switch that is on; a list has the values of a set.",
    }),
    limitsPerUnit: z
      .boolean()
      .meta({ description: "Whether limits are multiplied by the quantity of the subscription." }),
    prices: z.array(z.object({ id: z.string(), lookupKey: z.string(), interval, amountCents: cents, currency })),
  })
  .meta({ title: "Plan", description: "A plan that is on sale." });

/** A plan as the API shows it to anyone, without its cost to us. Its sentences begin with what its limits promise. */
export function toPlanView(plan: PlanView, features: readonly FeatureView[]): z.input<typeof planView> {
  return {
    id: plan.id,
    key: plan.key,
    name: plan.name,
    description: plan.description,
    isFree: plan.isFree,
    highlighted: plan.highlighted,
    creditsPerMonth: jsonInteger(plan.creditsPerMonth),
    refillPolicy: plan.refillPolicy,
    rolloverCapCredits: plan.rolloverCapCredits === null ? null : jsonInteger(plan.rolloverCapCredits),
    overdraftCredits: jsonInteger(plan.overdraftCredits),
    spendLimits: plan.spendLimits,
    trialDays: plan.trialDays,
    trialCredits: jsonInteger(plan.trialCredits),
    features: [...spendPromises(plan.spendLimits), ...limitPromises(plan, features), ...plan.features],
    limits: plan.limits,
    limitsPerUnit: plan.limitsPerUnit,
    prices: plan.prices.map(({ id, lookupKey, interval, amountCents, currency }) => ({
      id,
      lookupKey,
      interval,
      amountCents,
      currency,
    })),
  };
}

export const meterView = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string(),
  unit: z.string().meta({ description: "The unit that it counts, in the singular.", example: "token" }),
  credits: credits.meta({ description: "Credits per `perUnits` units." }),
  perUnits: z.int(),
  rounding: z
    .enum(ROUNDINGS)
    .meta({ description: "How each spend is rounded to whole credits. `NEAREST` rounds halves up." }),
  minimumCredits: credits.meta({ description: "The minimum credits per spend." }),
  version: z.int().meta({ description: "The version of the rate. Entries record it as `rateVersion`." }),
});

/** A meter as the API shows it to anyone. */
export function toMeterView(meter: MeterView): z.input<typeof meterView> {
  return {
    key: meter.key,
    name: meter.name,
    description: meter.description,
    unit: meter.unit,
    credits: jsonInteger(meter.credits),
    perUnits: jsonInteger(meter.perUnits),
    rounding: meter.rounding,
    minimumCredits: jsonInteger(meter.minimumCredits),
    version: meter.version,
  };
}

export const packView = z
  .object({
    id: z.string(),
    key: z.string(),
    name: z.string(),
    description: z.string(),
    credits,
    bonusCredits: credits,
    amountCents: cents,
    currency,
    volume: z
      .object({
        maxCredits: credits,
        tiers: z.array(
          z.object({
            fromCredits: credits,
            priceMicros: z.int().meta({ description: "The price of each credit, in millionths of the minor unit." }),
          }),
        ),
      })
      .nullable()
      .meta({
        description:
          "Set if the pack is sold in any amount from `credits` to `maxCredits`. Every credit then costs what the last tier that begins at or below the amount says, and the sum is rounded once, half up, to the amounts that Stripe charges in the currency.",
      }),
  })
  .meta({ title: "Pack", description: "Credits sold as a one-time purchase." });

/** A pack as the API shows it to anyone. */
export function toPackView(pack: PackView): z.input<typeof packView> {
  return {
    id: pack.id,
    key: pack.key,
    name: pack.name,
    description: pack.description,
    credits: jsonInteger(pack.credits),
    bonusCredits: jsonInteger(pack.bonusCredits),
    amountCents: pack.amountCents,
    currency: pack.currency,
    volume: pack.volume,
  };
}
