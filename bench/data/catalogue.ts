import type { BenchDatabase } from "@/bench/server";
import { insertMeter } from "@/lib/catalog/create-meter";
import { insertPack } from "@/lib/catalog/create-pack";
import { insertPlan } from "@/lib/catalog/create-plan";
import { catalogueInput } from "@/lib/catalog/schemas";
import { catalogue } from "@/prisma/catalogue/default";

/** The catalogue that the app starts with, without its limits, as if it had been pushed to Stripe. */
export async function loadCatalogue({ prisma, sql }: BenchDatabase): Promise<void> {
  const { plans, packs, meters } = catalogueInput.parse(catalogue);
  const [actor, now] = [{ userId: null }, new Date()];
  for (const { stripe: _named, ...plan } of plans) await insertPlan(prisma, actor, { ...plan, limits: {} }, now);
  for (const { stripe: _named, ...pack } of packs) await insertPack(prisma, actor, pack, now);
  for (const meter of meters) await insertMeter(prisma, actor, meter, now);
  await sql`UPDATE price SET stripe_price_id = 'price_' || id`;
  await sql`UPDATE credit_pack SET stripe_price_id = 'price_' || id`;
}
