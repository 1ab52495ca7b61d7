import { z } from "zod";
import { chargeProblem, MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";
import { FEATURE_KINDS, FEATURE_PERIODS, PLAN_QUANTITIES, REFILL_POLICIES, ROUNDINGS } from "@/lib/catalog/types";
import { edgesOf, type Volume, volumePrice } from "@/lib/catalog/volume-price";
import { STRIPE_ID_SETTING } from "@/lib/env/stripe-ids";
import { DEFAULT_CURRENCY, isCurrency } from "@/lib/format/currencies";
import { formatMoney } from "@/lib/format/money";
import { MAX_PLAN_LIMITS, MAX_WINDOW_SECONDS } from "@/lib/ledger/budgets/budget";
import { storableText } from "@/lib/storable";

const MAX_CREDITS = 1_000_000_000_000_000;

const key = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, "Use lower-case letters, digits, - and _, starting with a letter; at most 40.");
// Long enough for a model and a kind of tokens: claude-sonnet-4-5-20250929_cache-write.
const meterKey = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_-]{0,79}$/, "Use lower-case letters, digits, - and _, starting with a letter; at most 80.");
const name = storableText.trim().min(1, "Enter a name.").max(80, "Use at most 80 characters.");
const description = storableText.trim().max(300, "Use at most 300 characters.").default("");
const credits = z
  .number({ error: "Enter a number of credits." })
  .int("Enter a whole number of credits.")
  .max(MAX_CREDITS, "The maximum is 1,000,000,000,000,000 credits.");
const amountCents = z.number({ error: "Enter an amount." }).int("Amounts are whole minor units, such as cents.");
const currency = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{3}$/, `Use a three-letter currency code, such as ${DEFAULT_CURRENCY}.`)
  .refine(isCurrency, "Stripe does not charge in this currency.")
  .default(DEFAULT_CURRENCY);

const setValues = z
  .array(storableText.trim().min(1).max(60, "Use at most 60 characters for each value."))
  .min(1, "Enter at least one value.")
  .max(50, "Use at most 50 values.")
  .refine((values) => new Set(values).size === values.length, "Enter each value once.");

/** What can be spent in any so many hours, the shortest first. */
const spendLimits = z
  .array(
    z.strictObject({
      hours: z
        .int("Enter whole hours.")
        .min(1, "Enter at least 1 hour.")
        .max(MAX_WINDOW_SECONDS / 3600, "Enter at most 31 days."),
      credits: credits.min(1, "Enter at least 1 credit."),
    }),
  )
  .max(MAX_PLAN_LIMITS, `Use at most ${MAX_PLAN_LIMITS} limits.`)
  .refine(
    (limits) => new Set(limits.map(({ hours }) => hours)).size === limits.length,
    "Enter each length of time once.",
  )
  .transform((limits) => [...limits].sort((a, b) => a.hours - b.hours))
  .default([]);

const PRICE = z.int().nullable();
const CODE = z.string().regex(/^[a-z]{3}$/);

// Rules between fields are checked even when single fields are invalid, so that an admin sees every error at once.
const PLAN_RULES = {
  when: ({ value }: { value: unknown }) =>
    z
      .object({ prices: z.object({ month: PRICE, year: PRICE }), currency: CODE, trialDays: z.unknown() })
      .safeParse(value).success,
};
const PACK_RULES = {
  when: ({ value }: { value: unknown }) => z.object({ amountCents: z.int(), currency: CODE }).safeParse(value).success,
};

/** For a pack that is sold in larger amounts too, at a price per credit in volume tiers. */
const volume = z.strictObject({
  maxCredits: credits.min(1),
  tiers: z
    .array(
      z.strictObject({
        fromCredits: credits.min(1, "A tier begins with at least 1 credit."),
        /** The price of each credit of the amount, in millionths of the currency's minor unit. */
        priceMicros: z.int("Enter a price per credit.").min(1, "A credit costs something.").max(MAX_CREDITS),
      }),
    )
    .min(1, "Enter at least one tier.")
    .max(20, "Use at most 20 tiers."),
});

type SoldByVolume = { credits: number; bonusCredits: number; amountCents: number; currency: string; volume: Volume };

/** What is wrong with the amounts and prices of a pack that is sold in any amount, by field. */
function volumeProblem(pack: SoldByVolume): { path: (string | number)[]; message: string } | null {
  const { credits: least, currency, volume } = pack;
  const tiers = (message: string) => ({ path: ["volume", "tiers"], message });
  if (pack.bonusCredits > 0) return { path: ["bonusCredits"], message: "A pack sold in any amount has no bonus." };
  if (volume.maxCredits <= least) {
    return { path: ["volume", "maxCredits"], message: "The largest amount must be above the pack's credits." };
  }
  for (const [index, tier] of volume.tiers.entries()) {
    const before = volume.tiers[index - 1];
    if (!before && tier.fromCredits > least) return tiers("The first tier must have a price for the smallest amount.");
    if (before && tier.fromCredits <= before.fromCredits) return tiers("List the tiers from small to large amounts.");
    if (before && tier.priceMicros >= before.priceMicros) {
      return tiers("In each tier a credit must cost less than in the one before.");
    }
    if (tier.fromCredits > volume.maxCredits) return tiers("The last tier begins above the largest amount.");
  }
  for (const amount of edgesOf(volume, least)) {
    const problem = chargeProblem(volumePrice({ currency, volume }, amount), currency);
    if (problem) return tiers(`${amount} credits cannot be sold. ${problem}`);
  }
  const smallest = volumePrice({ currency, volume }, BigInt(least));
  if (smallest === pack.amountCents) return null;
  const price = formatMoney(smallest, currency);
  return {
    path: ["amountCents"],
    message: `By its tiers, the smallest amount costs ${price}. Enter that as the price.`,
  };
}

/**
 * A plan, from the admin form, the API or a catalogue file. Amounts in minor units, whole credits. A field that is misspelled
 * is refused: left out, it would get its default, and a yearly price would be gone.
 */
export const planInput = z
  .strictObject({
    key,
    name,
    description,
    isFree: z.boolean().default(false),
    creditsPerMonth: credits.min(0, "Credits cannot be negative."),
    refillPolicy: z.enum(REFILL_POLICIES).default("RESET"),
    rolloverCapCredits: credits.min(1, "The cap must be at least 1.").nullable().default(null),
    /** What running work may spend beyond the balance, as debt that the next credits pay. */
    overdraftCredits: credits.min(0, "Credits cannot be negative.").default(0),
    spendLimits,
    trialDays: z.int().min(0).max(730, "Stripe allows at most 730 trial days.").default(0),
    trialCredits: credits.min(0).default(0),
    features: z.array(storableText.trim().min(1).max(120)).max(20, "Use at most 20 features.").default([]),
    /** By feature: a number, null for unlimited or a switch that is on, or the values of a set. */
    limits: z.record(key, z.union([z.number().int().min(0), z.null(), setValues])).default({}),
    /** ANY grants credits times the quantity set in Stripe; ONE grants once and reports larger quantities. */
    quantity: z.enum(PLAN_QUANTITIES).default("ANY"),
    /** Multiplies each limit by the quantity. */
    limitsPerUnit: z.boolean().default(false),
    highlighted: z.boolean().default(false),
    estimatedCostCents: z.int().min(0).max(MAX_AMOUNT_CENTS).default(0),
    sortOrder: z.int().min(0).max(10_000).default(0),
    currency,
    prices: z
      .strictObject({ month: amountCents.nullable().default(null), year: amountCents.nullable().default(null) })
      .default({ month: null, year: null }),
  })
  .superRefine((plan, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const priced = plan.prices.month !== null || plan.prices.year !== null;
    if (plan.isFree && priced) fail("prices", "A free plan has no prices.");
    if (!plan.isFree && !priced) fail("prices", "Enter a monthly price, a yearly price, or both.");
    for (const interval of ["month", "year"] as const) {
      const amount = plan.prices[interval];
      const problem = amount === null ? null : chargeProblem(amount, plan.currency);
      if (problem) context.addIssue({ code: "custom", path: ["prices", interval], message: problem });
    }
    if (plan.isFree && plan.trialDays > 0) fail("trialDays", "A free plan needs no trial.");
    if (plan.refillPolicy === "ROLL_OVER_CAPPED" && plan.rolloverCapCredits === null) {
      fail("rolloverCapCredits", "Enter the maximum number of credits that roll over.");
    }
    if (plan.refillPolicy !== "ROLL_OVER_CAPPED" && plan.rolloverCapCredits !== null) {
      fail("rolloverCapCredits", "Only a plan with capped rollover has a cap.");
    }
    if (plan.quantity === "ONE" && plan.limitsPerUnit) {
      fail("limitsPerUnit", "A plan sold one at a time cannot multiply its limits.");
    }
    if (plan.trialDays === 0 && plan.trialCredits > 0) fail("trialCredits", "Trial credits need trial days.");
  }, PLAN_RULES);

/** A pack, from the admin form, the API or a catalogue file. */
export const packInput = z
  .strictObject({
    key,
    name,
    description,
    credits: credits.min(1, "A pack needs at least 1 credit."),
    bonusCredits: credits.min(0, "A bonus cannot be negative.").default(0),
    amountCents,
    currency,
    /** The pack is then the smallest amount, and its price that of this amount. */
    volume: volume.nullable().default(null),
    sortOrder: z.int().min(0).max(10_000).default(0),
  })
  .superRefine((pack, context) => {
    const problem = chargeProblem(pack.amountCents, pack.currency);
    if (problem) context.addIssue({ code: "custom", path: ["amountCents"], message: problem });
    const stated = z.object({ credits: credits.min(1), bonusCredits: z.int(), volume }).safeParse(pack);
    const wrong = stated.success ? volumeProblem({ ...pack, ...stated.data }) : null;
    if (wrong) context.addIssue({ code: "custom", ...wrong });
  }, PACK_RULES);

/** A meter, from the admin form, the API or a catalogue file: `credits` for every `perUnits` of its unit. */
export const meterInput = z.strictObject({
  key: meterKey,
  name,
  description,
  unit: storableText.trim().min(1, "Enter the unit it counts.").max(40, "Use at most 40 characters."),
  credits: credits.min(1, "Enter at least 1 credit."),
  perUnits: z
    .number({ error: "Enter a number of units." })
    .int("Enter a whole number of units.")
    .min(1, "Enter at least 1 unit.")
    .max(MAX_CREDITS, "The maximum is 1,000,000,000,000,000 units."),
  rounding: z.enum(ROUNDINGS).default("UP"),
  minimumCredits: credits.min(1, "A spend costs at least 1 credit.").default(1),
  /** What `perUnits` units cost us, in millionths of the currency's minor unit; null when unknown. */
  cost: z
    .strictObject({
      micros: z
        .int("Enter an amount.")
        .min(0, "A cost cannot be negative.")
        .max(MAX_CREDITS, "This cost is too large."),
      currency,
    })
    .nullable()
    .default(null),
  sortOrder: z.int().min(0).max(10_000).default(0),
});

/** A feature that plans can limit, from the admin form or a catalogue file. `sortOrder` is its place in the file by default. */
export const featureInput = z.strictObject({
  key,
  name,
  kind: z.enum(FEATURE_KINDS).default("limit"),
  /** One of what a limit counts, such as workflow. */
  unit: storableText.trim().max(40, "Use at most 40 characters.").default(""),
  /** Several of it, where the usual plural is wrong: 3 GB. Left out of files that do not need it. */
  unitPlural: storableText.trim().max(40, "Use at most 40 characters.").optional(),
  description,
  /** Counted per refill window, or as a current number. */
  per: z.enum(FEATURE_PERIODS).default("window"),
  sortOrder: z.int().min(0).max(10_000).optional(),
});

/** The id of an object in Stripe, or the setting that has it: { env: "STRIPE_PRICE_ID_BASIC" }. */
const stripeId = z.union([
  storableText.trim().min(1, "Name the id of a Stripe object."),
  z.strictObject({ env: z.string().regex(STRIPE_ID_SETTING, "Name a setting such as STRIPE_PRICE_ID_BASIC.") }),
]);

/** A plan of a catalogue file, which may sell a product and prices that exist in Stripe. */
const planInCatalogue = planInput.safeExtend({
  stripe: z
    .strictObject({
      product: stripeId.optional(),
      prices: z.strictObject({ month: stripeId.optional(), year: stripeId.optional() }).optional(),
    })
    .optional(),
});

/** A pack of a catalogue file, which may sell a product and a price that exist in Stripe. */
const packInCatalogue = packInput.safeExtend({
  stripe: z.strictObject({ product: stripeId.optional(), price: stripeId.optional() }).optional(),
});

/** A whole catalogue file. */
export const catalogueInput = z
  .strictObject({
    plans: z.array(planInCatalogue).min(1),
    packs: z.array(packInCatalogue),
    meters: z.array(meterInput).default([]),
    features: z.array(featureInput).default([]),
  })
  .superRefine((catalogue, context) => {
    if (catalogue.plans.filter((plan) => plan.isFree).length > 1) {
      context.addIssue({ code: "custom", path: ["plans"], message: "Only one plan can be free." });
    }
    for (const list of ["plans", "packs", "meters", "features"] as const) {
      const keys = catalogue[list].map((item) => item.key);
      const twice = keys.find((one, index) => keys.indexOf(one) !== index);
      if (twice) context.addIssue({ code: "custom", path: [list], message: `The key ${twice} is used twice.` });
    }
  });

export type PlanInput = z.output<typeof planInput>;
export type PackInput = z.output<typeof packInput>;
export type PlanInCatalogue = z.output<typeof planInCatalogue>;
export type PackInCatalogue = z.output<typeof packInCatalogue>;
export type StripeIdReference = z.output<typeof stripeId>;
export type MeterInput = z.output<typeof meterInput>;
export type FeatureInput = z.output<typeof featureInput>;
/** The input of a catalogue file; properties with a default may be omitted. */
export type Catalogue = z.input<typeof catalogueInput>;
