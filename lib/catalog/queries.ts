import { inDisplayOrder } from "@/lib/catalog/display-order";
import type { MeterView, PackView, PlanView } from "@/lib/catalog/types";
import { meterView, packView, planView } from "@/lib/catalog/views";
import type { Db } from "@/lib/db";
import type { Meter, Plan } from "@/lib/generated/prisma/client";
import { isUuid } from "@/lib/is-uuid";
import { isStorable } from "@/lib/storable";

/** Plans on sale, in display order. */
export async function listPlans(db: Db): Promise<PlanView[]> {
  return inDisplayOrder(await plansOf(db, await db.plan.findMany({ where: { archivedAt: null } })), monthlyCents);
}

/** Every plan including archived ones, for admins. */
export async function listAllPlans(db: Db): Promise<PlanView[]> {
  return inDisplayOrder(await plansOf(db, await db.plan.findMany()), monthlyCents);
}

/** Packs on sale, in display order. */
export async function listPacks(db: Db): Promise<PackView[]> {
  const packs = await db.creditPack.findMany({ where: { archivedAt: null } });
  return inDisplayOrder(packs.map(packView), ({ amountCents }) => amountCents);
}

/** Every pack including archived ones, for admins. */
export async function listAllPacks(db: Db): Promise<PackView[]> {
  return inDisplayOrder((await db.creditPack.findMany()).map(packView), ({ amountCents }) => amountCents);
}

/** What a month of a plan costs; a plan that is only billed yearly, a twelfth of a year. */
function monthlyCents({ prices }: PlanView): number {
  const month = prices.find(({ interval }) => interval === "MONTH");
  const year = prices.find(({ interval }) => interval === "YEAR");
  return month?.amountCents ?? (year ? year.amountCents / 12 : 0);
}

/** One plan in its current version, archived or not. */
export async function findPlan(db: Db, planId: string): Promise<PlanView | null> {
  return planOf(db, await db.plan.findUnique({ where: { id: planId } }));
}

/** The plan of users who pay nothing; null when the catalogue has none. */
export async function findFreePlan(db: Db): Promise<PlanView | null> {
  return planOf(db, await db.plan.findFirst({ where: { isFree: true, archivedAt: null }, orderBy: SHOWN_ORDER }));
}

/** A price that can be bought now with its plan, by its id here, its Stripe id or its lookup key. */
export async function findSellablePrice(db: Db, reference: string): Promise<SellablePrice | null> {
  if (!isStorable(reference)) return null;
  const byId = isUuid(reference) ? [{ id: reference }] : [];
  // Versions of a plan share lookup keys; the current version is on sale.
  const named = await db.price.findMany({
    where: {
      OR: [...byId, { stripePriceId: reference }, { lookupKey: reference }],
      planVersion: { plan: { archivedAt: null } },
    },
    select: { id: true, planVersion: { select: { version: true, plan: true } } },
  });
  const current = named.find(({ planVersion: { version, plan } }) => version === plan.currentVersion);
  const plan = await planOf(db, current?.planVersion.plan ?? null);
  const price = plan?.prices.find(({ id }) => id === current?.id);
  return plan && price?.stripePriceId ? { plan, price: { ...price, stripePriceId: price.stripePriceId } } : null;
}

export type SellablePrice = { plan: PlanView; price: PlanView["prices"][number] & { stripePriceId: string } };

/** One pack, archived or not. */
export async function findPack(db: Db, packId: string): Promise<PackView | null> {
  const pack = isUuid(packId) ? await db.creditPack.findUnique({ where: { id: packId } }) : null;
  return pack && packView(pack);
}

/** A pack that can be bought now, by its id or key. */
export async function findSellablePack(db: Db, reference: string): Promise<SellablePack | null> {
  if (!isStorable(reference)) return null;
  const byId = isUuid(reference) ? [{ id: reference }] : [];
  const pack = await db.creditPack.findFirst({ where: { OR: [...byId, { key: reference }], archivedAt: null } });
  return pack?.stripePriceId ? { ...packView(pack), stripePriceId: pack.stripePriceId } : null;
}

export type SellablePack = PackView & { stripePriceId: string };

/** The rate card: active meters in display order. Spends read it from the cache instead. */
export async function listMeters(db: Db): Promise<MeterView[]> {
  return metersOf(db, await db.meter.findMany({ where: { archivedAt: null }, orderBy: SHOWN_ORDER }));
}

/** Every meter including archived ones, for admins. */
export async function listAllMeters(db: Db): Promise<MeterView[]> {
  return metersOf(db, await db.meter.findMany({ orderBy: SHOWN_ORDER }));
}

/** One meter at its current rate, archived or not. */
export async function findMeter(db: Db, meterId: string): Promise<MeterView | null> {
  const row = await db.meter.findUnique({ where: { id: meterId } });
  return row && ((await metersOf(db, [row]))[0] ?? null);
}

/** How many are on a plan, and on which of its versions: an edit leaves them on the old terms. */
export type Audience = { subscribers: number; byVersion: { version: number; subscribers: number }[] };

/** The subscribers of one plan by version, oldest version first; versions without subscribers are left out. */
export async function planAudience(db: Db, planId: string): Promise<Audience> {
  return audienceOf(await countByVersion(db, { planId }), planId);
}

/** The subscribers of every plan, by plan id. */
export async function planAudiences(db: Db, planIds: readonly string[]): Promise<Map<string, Audience>> {
  const versions = await countByVersion(db, {});
  return new Map(planIds.map((planId) => [planId, audienceOf(versions, planId)]));
}

type CountedVersion = { planId: string; version: number; subscribers: number };

async function countByVersion(db: Db, where: { planId?: string }): Promise<CountedVersion[]> {
  const versions = await db.planVersion.findMany({
    where: { ...where, subscriptions: { some: { endedAt: null } } },
    select: { planId: true, version: true, _count: { select: { subscriptions: { where: { endedAt: null } } } } },
    orderBy: { version: "asc" },
  });
  return versions.map(({ _count, ...version }) => ({ ...version, subscribers: _count.subscriptions }));
}

function audienceOf(versions: readonly CountedVersion[], planId: string): Audience {
  const byVersion = versions
    .filter((one) => one.planId === planId)
    .map(({ version, subscribers }) => ({ version, subscribers }));
  return { subscribers: byVersion.reduce((sum, { subscribers }) => sum + subscribers, 0), byVersion };
}

const SHOWN_ORDER = [{ sortOrder: "asc" }, { key: "asc" }] as const satisfies { [name: string]: "asc" }[];

async function planOf(db: Db, plan: Plan | null): Promise<PlanView | null> {
  return plan && ((await plansOf(db, [plan]))[0] ?? null);
}

/** Plans in their current versions. Older versions stay in the database for their subscribers. */
async function plansOf(db: Db, plans: readonly Plan[]): Promise<PlanView[]> {
  const versions = await db.planVersion.findMany({
    where: { OR: plans.map(({ id: planId, currentVersion: version }) => ({ planId, version })) },
    include: { prices: true },
  });
  return plans.map((plan) =>
    planView(
      plan,
      currentOf(
        plan,
        versions.find(({ planId }) => planId === plan.id),
      ),
    ),
  );
}

async function metersOf(db: Db, meters: readonly Meter[]): Promise<MeterView[]> {
  const versions = await db.meterVersion.findMany({
    where: { OR: meters.map(({ id: meterId, currentVersion: version }) => ({ meterId, version })) },
  });
  return meters.map((meter) =>
    meterView(
      meter,
      currentOf(
        meter,
        versions.find(({ meterId }) => meterId === meter.id),
      ),
    ),
  );
}

function currentOf<Version>({ key, currentVersion }: Plan | Meter, version: Version | undefined): Version {
  if (!version) throw new Error(`The catalogue has no version ${currentVersion} of ${key}.`);
  return version;
}
