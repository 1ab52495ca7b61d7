import { productOfPack } from "@/lib/catalog/push-pack";
import { listOutdatedPrices, productOfPlan } from "@/lib/catalog/push-plan";
import { findPlan } from "@/lib/catalog/queries";
import type { PlanView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import { formatMoney } from "@/lib/format/money";
import type { CreditPack } from "@/lib/generated/prisma/client";
import {
  fetchPrice,
  fetchProduct,
  type IfExists,
  isSameProduct,
  listOwnPrices,
  type ProductFacts,
} from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

/** One object that a push creates, updates or archives in Stripe. */
export type PushChange = { object: "product" | "price"; what: string };

/** The plan or pack that is pushed by itself, or everything on sale. */
export type PushScope = { kind: "plan" | "pack"; id: string } | "all";

/**
 * What `pushPlan` or `pushPack` would change in Stripe for a person who asks, or `mendCatalogue` for everything on sale. Changes
 * nothing. Throws when Stripe cannot be reached.
 */
export async function previewPush(db: Db, stripe: StripeClient, scope: PushScope): Promise<PushChange[]> {
  // Only mending makes prices anew that Stripe no longer has, and it leaves adopted products alone.
  const push: Push = scope === "all" ? { adopted: "leave", remake: true } : { adopted: "update", remake: false };
  const where = scope === "all" ? { archivedAt: null } : { id: scope.id };
  const changes: PushChange[] = [];
  if (scope === "all" || scope.kind === "plan") {
    for (const { id } of await db.plan.findMany({ where, select: { id: true } })) {
      const plan = await findPlan(db, id);
      if (plan && !plan.isFree) changes.push(...(await changesOfPlan(db, stripe, plan, push)));
    }
  }
  if (scope === "all" || scope.kind === "pack") {
    for (const pack of await db.creditPack.findMany({ where }))
      changes.push(...(await changesOfPack(stripe, pack, push)));
  }
  return changes;
}

type Push = { adopted: IfExists; remake: boolean };

async function changesOfPlan(db: Db, stripe: StripeClient, plan: PlanView, push: Push): Promise<PushChange[]> {
  const changes = await changesOfProduct(stripe, productOfPlan(plan), plan.adoptsProduct ? push.adopted : "update");
  for (const price of plan.prices) {
    if (await isMissing(stripe, price.stripePriceId, push)) {
      const per = price.interval === "YEAR" ? "year" : "month";
      changes.push(priceChange("Create", plan, `${formatMoney(price.amountCents, price.currency)} per ${per}`));
    }
  }
  for (const { stripePriceId, isAdopted, amountCents, currency } of await listOutdatedPrices(db, plan)) {
    if (!stripePriceId || isAdopted || !(await fetchPrice(stripe, stripePriceId))?.active) continue;
    changes.push(priceChange("Archive", plan, `${formatMoney(amountCents, currency)} (${stripePriceId})`));
  }
  return changes;
}

async function changesOfPack(stripe: StripeClient, pack: CreditPack, push: Push): Promise<PushChange[]> {
  const product = productOfPack(pack);
  const changes = await changesOfProduct(stripe, product, pack.adoptsProduct ? push.adopted : "update");
  if (!(await isMissing(stripe, pack.stripePriceId, push))) return changes;
  const own = (await fetchProduct(stripe, product.id)) ? await listOwnPrices(stripe, product.id) : [];
  const former = own.map((id) => priceChange("Archive", pack, id));
  return [...changes, priceChange("Create", pack, formatMoney(pack.amountCents, pack.currency)), ...former];
}

async function changesOfProduct(stripe: StripeClient, wanted: ProductFacts, ifExists: IfExists): Promise<PushChange[]> {
  const existing = await fetchProduct(stripe, wanted.id);
  if (!existing) return [{ object: "product", what: `Create the product ${wanted.name}.` }];
  if (ifExists === "leave" || isSameProduct(existing, wanted)) return [];
  const parts = [
    existing.name !== wanted.name && `name ${existing.name} becomes ${wanted.name}`,
    existing.description !== wanted.description && "its description changes",
    existing.active !== wanted.active && (wanted.active ? "it is restored" : "it is archived"),
  ];
  return [{ object: "product", what: `Update the product ${wanted.name}: ${parts.filter(Boolean).join(", ")}.` }];
}

async function isMissing(stripe: StripeClient, stripePriceId: string | null, { remake }: Push): Promise<boolean> {
  return stripePriceId === null || (remake && (await fetchPrice(stripe, stripePriceId)) === null);
}

function priceChange(act: "Create" | "Archive", { name }: { name: string }, which: string): PushChange {
  return { object: "price", what: `${act} the price of ${name}: ${which}.` };
}
