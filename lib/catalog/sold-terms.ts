import type { Db } from "@/lib/db";
import type { PlanVersion, Price } from "@/lib/generated/prisma/client";
import { oncePerProcess } from "@/lib/once-per-process";

/** A version of a plan, with what never changes of the plan. */
export type SoldVersion = PlanVersion & { plan: { key: string; isFree: boolean } };

/** What never changes of a price: whether it is in Stripe does. */
export type SoldTerms = Pick<Price, "id" | "planVersionId" | "interval" | "amountCents" | "currency">;

const versions = oncePerProcess("sold versions", () => new Map<string, SoldVersion>());
const prices = oncePerProcess("sold prices", () => new Map<string, SoldTerms>());

/** Prices by id. An edit makes new ones, so each is read once per process. */
export async function soldTerms(db: Db, ids: readonly string[]): Promise<(id: string) => SoldTerms> {
  const select = { id: true, planVersionId: true, interval: true, amountCents: true, currency: true } as const;
  return readOnce(prices(), ids, (missing) => db.price.findMany({ where: { id: { in: missing } }, select }));
}

/** The same for versions of plans. */
export async function soldVersions(db: Db, ids: readonly string[]): Promise<(id: string) => SoldVersion> {
  const include = { plan: { select: { key: true, isFree: true } } } as const;
  return readOnce(versions(), ids, (missing) => db.planVersion.findMany({ where: { id: { in: missing } }, include }));
}

async function readOnce<Item extends { id: string }>(
  known: Map<string, Item>,
  ids: readonly string[],
  read: (missing: string[]) => Promise<Item[]>,
): Promise<(id: string) => Item> {
  const missing = [...new Set(ids)].filter((id) => !known.has(id));
  if (missing.length > 0) for (const item of await read(missing)) known.set(item.id, item);
  return (id) => {
    const item = known.get(id);
    if (!item) throw new Error(`The catalogue has no ${id}.`);
    return item;
  };
}
