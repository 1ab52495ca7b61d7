import { z } from "zod";
import { chargeProblem, MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";
import { FEATURE_PERIODS, PLAN_QUANTITIES, REFILL_POLICIES, ROUNDINGS } from "@/lib/catalog/types";
import { DEFAULT_CURRENCY, isCurrency } from "@/lib/format/currencies";

const MAX_CREDITS = 1_000_000_000_000_000;

const key = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, "Use lower-case letters, digits, - and _, beginning with a letter; 40 at most.");
const name = z.string().trim().min(1, "Give it a name.").max(80, "80 characters at most.");
const description = z.string().trim().max(300, "300 characters at most.").default("");
const credits = z.coerce
  .number({ error: "Give a number of credits." })
  .int("Credits are whole numbers.")
  .max(MAX_CREDITS, "At most 1,000,000,000,000,000 credits.");
const amountCents = z.coerce.number({ error: "Give an amount." }).int("Amounts are whole minor units, such as cents.");
const currency = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{3}$/, `Use a three-letter currency code, such as ${DEFAULT_CURRENCY}.`)
  .refine(isCurrency, "Stripe does not charge in this currency.")
  .default(DEFAULT_CURRENCY);

const PRICE = z.int().nullable();
const CODE = z.string().regex(/^[a-z]{3}$/);

// Rules between fields are checked whatever else is wrong, so that an admin hears everything at once.
const PLAN_RULES = {
  when: ({ value }: { value: unknown }) =>
    z
      .object({ prices: z.object({ month: PRICE, year: PRICE }), currency: CODE, trialDays: z.unknown() })
      .safeParse(value).success,
};
const PACK_RULES = {
  when: ({ value }: { value: unknown }) => z.object({ amountCents: z.int(), currency: CODE }).safeParse(value).success,
};

/** A plan as an admin or a catalogue file states it. Amounts in minor units, credits whole. */
export const planInput = z
  .object({
    key,
    name,
    description,
    isFree: z.boolean().default(false),
    creditsPerMonth: credits.min(0, "Credits cannot be negative."),
    refillPolicy: z.enum(REFILL_POLICIES).default("RESET"),
    rolloverCapCredits: credits.min(1, "The cap must be at least 1.").nullable().default(null),
    trialDays: z.coerce.number().int().min(0).max(730, "Stripe allows at most 730 trial days.").default(0),
    trialCredits: credits.min(0).default(0),
    features: z.array(z.string().trim().min(1).max(120)).max(20, "20 features at most.").default([]),
    limits: z.record(key, z.number().int().min(0).nullable()).default({}),
    /** ANY grants credits times a quantity set at Stripe; ONE grants once, and reports more. */
    quantity: z.enum(PLAN_QUANTITIES).default("ANY"),
    /** With a quantity of three, each limit counts three times. */
    limitsPerUnit: z.boolean().default(false),
    highlighted: z.boolean().default(false),
    estimatedCostCents: z.coerce.number().int().min(0).max(MAX_AMOUNT_CENTS).default(0),
    sortOrder: z.coerce.number().int().min(0).max(10_000).default(0),
    currency,
    prices: z
      .object({ month: amountCents.nullable().default(null), year: amountCents.nullable().default(null) })
      .default({ month: null, year: null }),
  })
  .superRefine((plan, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    const priced = plan.prices.month !== null || plan.prices.year !== null;
    if (plan.isFree && priced) fail("prices", "A free plan has no prices.");
    if (!plan.isFree && !priced) fail("prices", "Give a monthly price, a yearly price, or both.");
    for (const interval of ["month", "year"] as const) {
      const amount = plan.prices[interval];
      const problem = amount === null ? null : chargeProblem(amount, plan.currency);
      if (problem) context.addIssue({ code: "custom", path: ["prices", interval], message: problem });
    }
    if (plan.isFree && plan.trialDays > 0) fail("trialDays", "A free plan needs no trial.");
    if (plan.refillPolicy === "ROLL_OVER_CAPPED" && plan.rolloverCapCredits === null) {
      fail("rolloverCapCredits", "Say up to how many credits roll over.");
    }
    if (plan.refillPolicy !== "ROLL_OVER_CAPPED" && plan.rolloverCapCredits !== null) {
      fail("rolloverCapCredits", "Only a capped roll-over has a cap.");
    }
    if (plan.quantity === "ONE" && plan.limitsPerUnit) {
      fail("limitsPerUnit", "A plan that is sold one at a time has no limits per unit.");
    }
    if (plan.trialDays === 0 && plan.trialCredits > 0) fail("trialCredits", "Trial credits need trial days.");
  }, PLAN_RULES);

/** A pack as an admin or a catalogue file states it. */
export const packInput = z
  .object({
    key,
    name,
    description,
    credits: credits.min(1, "A pack holds at least 1 credit."),
    bonusCredits: credits.min(0, "A bonus cannot be negative.").default(0),
    amountCents,
    currency,
    sortOrder: z.coerce.number().int().min(0).max(10_000).default(0),
  })
  .superRefine((pack, context) => {
    const problem = chargeProblem(pack.amountCents, pack.currency);
    if (problem) context.addIssue({ code: "custom", path: ["amountCents"], message: problem });
  }, PACK_RULES);

/** A meter as an admin or a catalogue file states it: `credits` for every `perUnits` of its unit. */
export const meterInput = z.object({
  key,
  name,
  description,
  unit: z.string().trim().min(1, "Say what it counts.").max(40, "40 characters at most."),
  credits: credits.min(1, "Give at least 1 credit."),
  perUnits: z.coerce
    .number({ error: "Give a number of units." })
    .int("Give a whole number of units.")
    .min(1, "Give at least 1 unit.")
    .max(MAX_CREDITS, "At most 1,000,000,000,000,000 units."),
  rounding: z.enum(ROUNDINGS).default("UP"),
  minimumCredits: credits.min(1, "A spend costs at least 1 credit.").default(1),
  sortOrder: z.coerce.number().int().min(0).max(10_000).default(0),
});

/** What plans may limit, as a catalogue file names it: counted in each refill window, or as it stands. */
export const featureInput = z.object({
  key,
  name,
  per: z.enum(FEATURE_PERIODS).default("window"),
});

/** A whole catalogue file. */
export const catalogueInput = z
  .object({
    plans: z.array(planInput).min(1),
    packs: z.array(packInput),
    meters: z.array(meterInput).default([]),
    features: z.array(featureInput).default([]),
  })
  .superRefine((catalogue, context) => {
    if (catalogue.plans.filter((plan) => plan.isFree).length > 1) {
      context.addIssue({ code: "custom", path: ["plans"], message: "At most one plan is free: people land on it." });
    }
    for (const list of ["plans", "packs", "meters", "features"] as const) {
      const keys = catalogue[list].map((item) => item.key);
      const twice = keys.find((one, index) => keys.indexOf(one) !== index);
      if (twice) context.addIssue({ code: "custom", path: [list], message: `The key ${twice} stands there twice.` });
    }
  });

export type PlanInput = z.output<typeof planInput>;
export type PackInput = z.output<typeof packInput>;
export type MeterInput = z.output<typeof meterInput>;
export type FeatureInput = z.output<typeof featureInput>;
/** What a catalogue file writes; everything with a default may be left out. */
export type Catalogue = z.input<typeof catalogueInput>;
