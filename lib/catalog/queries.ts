import type { BillingInterval, Limits, MeterView, PackView, PlanView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { CreditPack, Meter, MeterVersion, Plan, PlanVersion, Price } from "@/lib/generated/prisma/client";

type PlanRow = Plan & { versions: (PlanVersion & { prices: Price[] })[] };
type MeterRow = Meter & { versions: MeterVersion[] };

/** Plans that are sold now, in the order they are shown. */
export async function listPlans(db: Db): Promise<PlanView[]> {
  return (await readPlans(db)).filter((plan) => plan.archivedAt === null);
}

/** Every plan, archived ones too, for admins. */
export async function listAllPlans(db: Db): Promise<PlanView[]> {
  return readPlans(db);
}

/** Packs that are sold now, in the order they are shown. */
export async function listPacks(db: Db): Promise<PackView[]> {
  const rows = await db.creditPack.findMany({ where: { archivedAt: null }, orderBy: SHOWN_ORDER });
  return rows.map(packView);
}

/** Every pack, archived ones too, for admins. */
export async function listAllPacks(db: Db): Promise<PackView[]> {
  return (await db.creditPack.findMany({ orderBy: SHOWN_ORDER })).map(packView);
}

/** One plan in its current version, archived or not. */
export async function findPlan(db: Db, planId: string): Promise<PlanView | null> {
  const row = await db.plan.findUnique({ where: { id: planId }, include: WITH_VERSIONS });
  return row && planView(row);
}

/** The plan people are on while they pay nothing; null when the catalogue has none. */
export async function findFreePlan(db: Db): Promise<PlanView | null> {
  return (await listPlans(db)).find((plan) => plan.isFree) ?? null;
}

/** A price that can be bought now, by our id, Stripe's id or its lookup key; with its plan. */
export async function findSellablePrice(db: Db, reference: string): Promise<SellablePrice | null> {
  for (const plan of await listPlans(db)) {
    const price = plan.prices.find(
      (one) => one.id === reference || one.stripePriceId === reference || one.lookupKey === reference,
    );
    if (price?.stripePriceId) return { plan, price: { ...price, stripePriceId: price.stripePriceId } };
  }
  return null;
}

export type SellablePrice = { plan: PlanView; price: PlanView["prices"][number] & { stripePriceId: string } };

/** A pack that can be bought now, by id, key or lookup key. */
export async function findSellablePack(db: Db, reference: string): Promise<SellablePack | null> {
  const pack = (await listPacks(db)).find((one) => one.id === reference || one.key === reference);
  return pack?.stripePriceId ? { ...pack, stripePriceId: pack.stripePriceId } : null;
}

export type SellablePack = PackView & { stripePriceId: string };

/** The rate card: meters that take spends now, in the order they are shown. Spends themselves ask the cache. */
export async function listMeters(db: Db): Promise<MeterView[]> {
  return (await listAllMeters(db)).filter((meter) => meter.archivedAt === null);
}

/** Every meter, archived ones too, for admins. */
export async function listAllMeters(db: Db): Promise<MeterView[]> {
  return (await db.meter.findMany({ include: { versions: true }, orderBy: SHOWN_ORDER })).map(meterView);
}

/** One meter at its current rate, archived or not. */
export async function findMeter(db: Db, meterId: string): Promise<MeterView | null> {
  const row = await db.meter.findUnique({ where: { id: meterId }, include: { versions: true } });
  return row && meterView(row);
}

/** How many people are on a plan now, by version: who an edit leaves on the old terms. */
export async function planAudience(
  db: Db,
  planId: string,
): Promise<{ subscribers: number; byVersion: Record<number, number> }> {
  const versions = await db.planVersion.findMany({
    where: { planId },
    select: {
      version: true,
      _count: { select: { subscriptions: { where: { endedAt: null } } } },
    },
  });
  const byVersion = Object.fromEntries(versions.map((one) => [one.version, one._count.subscriptions]));
  return { subscribers: versions.reduce((sum, one) => sum + one._count.subscriptions, 0), byVersion };
}

const SHOWN_ORDER = [{ sortOrder: "asc" }, { key: "asc" }] as const satisfies { [name: string]: "asc" }[];
const WITH_VERSIONS = { versions: { include: { prices: true } } } as const;

async function readPlans(db: Db): Promise<PlanView[]> {
  const rows = await db.plan.findMany({ include: WITH_VERSIONS, orderBy: [{ sortOrder: "asc" }, { key: "asc" }] });
  return rows.map(planView);
}

function planView(row: PlanRow): PlanView {
  const version = row.versions.find((one) => one.version === row.currentVersion);
  if (!version) throw new Error(`Plan ${row.key} has no version ${row.currentVersion}.`);
  const order: BillingInterval[] = ["MONTH", "YEAR"];
  return {
    id: row.id,
    key: row.key,
    isFree: row.isFree,
    version: version.version,
    versionId: version.id,
    name: version.name,
    description: version.description,
    creditsPerMonth: version.creditsPerMonth,
    refillPolicy: version.refillPolicy,
    rolloverCapCredits: version.rolloverCapCredits,
    trialDays: version.trialDays,
    trialCredits: version.trialCredits,
    features: version.features as string[],
    limits: version.limits as Limits,
    quantity: version.quantity,
    limitsPerUnit: version.limitsPerUnit,
    highlighted: version.highlighted,
    estimatedCostCents: version.estimatedCostCents,
    prices: [...version.prices].sort((a, b) => order.indexOf(a.interval) - order.indexOf(b.interval)),
    archivedAt: row.archivedAt,
    stripeProductId: row.stripeProductId,
    sortOrder: row.sortOrder,
  };
}

function meterView(row: MeterRow): MeterView {
  const version = row.versions.find((one) => one.version === row.currentVersion);
  if (!version) throw new Error(`Meter ${row.key} has no version ${row.currentVersion}.`);
  return {
    id: row.id,
    key: row.key,
    name: version.name,
    description: version.description,
    unit: version.unit,
    version: version.version,
    credits: version.credits,
    perUnits: version.perUnits,
    rounding: version.rounding,
    minimumCredits: version.minimumCredits,
    archivedAt: row.archivedAt,
    sortOrder: row.sortOrder,
  };
}

function packView(row: CreditPack): PackView {
  return row;
}
