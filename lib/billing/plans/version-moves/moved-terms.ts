import type { MovedGroup, VersionTerms } from "@/lib/billing/plans/version-moves/types";
import type { Limits } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

type Counted = { fromPriceId: string; toPriceId: string | null; subscribers: number };

/** The terms that each group has and gets. */
export async function previewed(db: Db, counted: readonly Counted[]): Promise<MovedGroup[]> {
  const terms = await termsOf(
    db,
    counted.flatMap(({ fromPriceId, toPriceId }) => [fromPriceId, toPriceId ?? []].flat()),
  );
  return counted.flatMap(({ fromPriceId, toPriceId, subscribers }) => {
    const [from, to] = [terms.get(fromPriceId), terms.get(toPriceId ?? "")];
    return from && to ? [{ from, to, subscribers }] : [];
  });
}

/** What a price sells, by its id. */
export async function termsOf(db: Db, priceIds: readonly string[]): Promise<Map<string, VersionTerms>> {
  const prices = await db.price.findMany({ where: { id: { in: [...priceIds] } }, include: { planVersion: true } });
  return new Map(
    prices.map(({ id, stripePriceId, interval, amountCents, currency, planVersion }) => {
      const { version, name, creditsPerMonth, limits, limitsPerUnit } = planVersion;
      const sold = { stripePriceId, interval, amountCents, currency };
      return [id, { ...sold, version, name, creditsPerMonth, limits: limits as Limits, limitsPerUnit }];
    }),
  );
}
