import { type Actor, audit } from "@/lib/audit";
import { ownersOf } from "@/lib/catalog/adoption/owners-of";
import type { Links } from "@/lib/catalog/adoption/read-links";
import { insertPlanVersion, planInputOf } from "@/lib/catalog/plan-version";
import { findPlan } from "@/lib/catalog/queries";
import type { PlanView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

export type Linked = { ok: true; changed: boolean } | { ok: false; sentence: string };

/**
 * Links Stripe objects that were compared with the plan. One price sells one version: when the current version has
 * another price, the next version gets this one, with the same terms. What is linked already is left alone.
 */
export async function linkPlan(
  db: Db,
  actor: Actor,
  { planId, links }: { planId: string; links: Links },
  now: Date,
): Promise<Linked> {
  await db.$queryRaw`SELECT id FROM plan WHERE id = ${planId}::uuid FOR UPDATE`;
  const plan = await findPlan(db, planId);
  if (!plan) return { ok: false, sentence: "This plan no longer exists." };
  const owners = await ownersOf(db, links);
  const others = owners.filter((one) => one.kind !== "plan" || one.itemId !== planId);
  if (others[0]) return { ok: false, sentence: others[0].sentence };
  const wanted = links.prices.filter(({ stripePriceId }) => !owners.some(({ stripeId }) => stripeId === stripePriceId));
  const isNewProduct = plan.stripeProductId !== links.productId;
  // Every price of a file is linked to this plan already: the product is that of the version it was linked to.
  if (wanted.length === 0 && (links.prices.length > 0 || !isNewProduct)) return { ok: true, changed: false };

  const rowOf = (interval: string | null, of: PlanView) =>
    of.prices.find((price) => price.interval.toLowerCase() === interval);
  const isTaken = wanted.some(({ interval }) => rowOf(interval, plan)?.stripePriceId);
  const leavesProduct = isNewProduct && plan.prices.some(({ stripePriceId }) => stripePriceId !== null);
  const current = isTaken || leavesProduct ? await nextVersion(db, plan) : plan;
  for (const { interval, stripePriceId } of wanted) {
    const row = rowOf(interval, current);
    if (!row) return { ok: false, sentence: `The plan ${plan.key} has no price for each ${interval ?? "purchase"}.` };
    await db.price.update({ where: { id: row.id }, data: { stripePriceId, isAdopted: true } });
  }
  if (isNewProduct) {
    const data = { stripeProductId: links.productId, adoptsProduct: true };
    await db.plan.update({ where: { id: planId }, data });
  }
  const target = { targetType: "plan", targetId: planId };
  const before = { stripeProductId: plan.stripeProductId, version: plan.version };
  const after = { ...links, version: current.version };
  await audit(db, actor, { action: "plan.stripe_linked", ...target, before, after }, now);
  return { ok: true, changed: true };
}

async function nextVersion(db: Db, plan: PlanView): Promise<PlanView> {
  const version = plan.version + 1;
  await insertPlanVersion(db, plan.id, version, planInputOf(plan));
  await db.plan.update({ where: { id: plan.id }, data: { currentVersion: version } });
  const next = await findPlan(db, plan.id);
  if (!next) throw new Error(`The plan ${plan.key} is gone.`);
  return next;
}
