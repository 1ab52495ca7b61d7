import { z } from "zod";
import { meterView, packView, planView, toMeterView, toPackView, toPlanView } from "@/lib/api/endpoints/plans/view";
import { jsonInteger } from "@/lib/api/http/json";
import { cents, currency, isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { CheckedLink } from "@/lib/catalog/adoption/link-stripe-price";
import { type MeterView, type PackView, PLAN_QUANTITIES, type PlanView } from "@/lib/catalog/types";

const version = z.int().meta({ description: "The version that is on sale. Each change makes the next." });
const archivedAt = time.nullable().meta({ description: "When it was taken off sale; null while it is sold." });
const sortOrder = z.int();

export const adminPlanView = planView
  .extend({
    features: z.array(z.string()).meta({ description: "The sentences of its card besides its limits." }),
    version,
    quantity: z.enum(PLAN_QUANTITIES),
    estimatedCostCents: cents.meta({ description: "What a month costs you if every credit is spent." }),
    sortOrder,
    stripeProductId: z.string().nullable().meta({ description: "Null while it waits to be pushed to Stripe." }),
    archivedAt,
  })
  .meta({ title: "AdminPlan", description: "A plan of the catalogue." });

/** A plan as the API shows it to admins. */
export function toAdminPlanView(plan: PlanView): z.input<typeof adminPlanView> {
  const { version: current, quantity, estimatedCostCents, sortOrder: order, stripeProductId } = plan;
  const more = { quantity, estimatedCostCents, sortOrder: order, stripeProductId };
  return {
    ...toPlanView(plan, []),
    features: plan.features,
    ...more,
    version: current,
    archivedAt: isoTimeOrNull(plan.archivedAt),
  };
}

export const adminPackView = packView
  .extend({
    version,
    sortOrder,
    stripePriceId: z.string().nullable().meta({ description: "Null while it waits to be pushed to Stripe." }),
    archivedAt,
  })
  .meta({ title: "AdminPack", description: "A pack of the catalogue." });

/** A pack as the API shows it to admins. */
export function toAdminPackView(pack: PackView): z.input<typeof adminPackView> {
  const { version: current, sortOrder: order, stripePriceId } = pack;
  const more = { version: current, sortOrder: order, stripePriceId };
  return { ...toPackView(pack), ...more, archivedAt: isoTimeOrNull(pack.archivedAt) };
}

export const adminMeterView = meterView
  .extend({
    id: z.string(),
    cost: z
      .object({
        micros: z.int().meta({ description: "Millionths of the currency's minor unit, for `perUnits` units." }),
        currency,
      })
      .nullable()
      .meta({ description: "What `perUnits` units cost you; null when unknown." }),
    sortOrder,
    archivedAt,
  })
  .meta({ title: "AdminMeter", description: "A meter of the rate card." });

/** A meter as the API shows it to admins. */
export function toAdminMeterView(meter: MeterView): z.input<typeof adminMeterView> {
  const { id, cost, sortOrder: order, archivedAt: at } = meter;
  const own = cost && { micros: jsonInteger(cost.micros), currency: cost.currency };
  return { ...toMeterView(meter), id, cost: own, sortOrder: order, archivedAt: isoTimeOrNull(at) };
}

export const linkedPriceView = z
  .object({
    id: z.string(),
    productId: z.string(),
    productName: z.string(),
    amountCents: cents.nullable(),
    currency,
    interval: z.enum(["month", "year"]).nullable().meta({ description: "Null for a one-time price." }),
  })
  .meta({ title: "LinkedPrice", description: "A price that exists in Stripe." });

/** A checked price as the API shows it. */
export function toLinkedPriceView({
  price,
}: Pick<Extract<CheckedLink, { ok: true }>, "price">): z.input<typeof linkedPriceView> {
  const { id, productId, productName, amountCents, currency: code, every } = price;
  const interval = every?.interval === "month" || every?.interval === "year" ? every.interval : null;
  return { id, productId, productName, amountCents, currency: code, interval };
}
