import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { billingActions } from "@/app/billing-actions";
import { readOffer } from "@/app/catalogue";
import { balanceOf, subscriptionOf } from "@/app/viewer";
import { cardName } from "@/components/billing/card-name";
import { offeredAt, priceOf } from "@/components/pricing/offer";
import { type Order, orderIn, orderPath, pickedPath } from "@/components/pricing/order";
import { FreePlanNote, NotSold, OtherAmount, VerifyFirst } from "@/components/pricing/order-notes";
import { PackOrder } from "@/components/pricing/pack-order";
import { PlanOrder } from "@/components/pricing/plan-order";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import type { SignedInUser } from "@/lib/auth/types";
import { planOffer } from "@/lib/billing/eligibility/plan-offer";
import { packOfferKey } from "@/lib/billing/purchases/pack-offer";
import { database } from "@/lib/db";

export const metadata: Metadata = {
  title: "Your order",
  description: "What you are about to buy, and what it costs.",
  robots: { index: false },
};

/**
 * What someone chose before they signed in, on the way to paying for it. Opening the page buys nothing and asks nothing of
 * Stripe: a press does, or the page's own script the first time it is opened.
 */
export default async function BuyPage({ searchParams }: PageProps<"/buy">) {
  const query = await searchParams;
  const order = orderIn(query);
  const next = returnPath(query.next);
  const user = await requireUser(order ? orderPath(order, next) : "/pricing");
  if (!order) return <NotSold />;
  return "pack" in order ? thePack(order, user, next) : thePlan(order, user, next);
}

async function thePlan(order: Extract<Order, { plan: string }>, user: SignedInUser, next: string | undefined) {
  const db = database().prisma;
  const [{ plans }, subscription] = await Promise.all([readOffer(db), subscriptionOf(user.id)]);
  const plan = plans.find(({ key }) => key === order.plan);
  if (plan?.isFree) return <FreePlanNote plan={plan} />;
  const price = plan && priceOf(plan, order.interval);
  if (!plan || !price) return <NotSold />;
  const offer = await planOffer(database().prisma, user.id, { plan, subscription });
  // A plan is changed, not bought twice: the price list shows what the change costs.
  if (offer.state === "has_plan") redirect(pickedPath(order));
  if (offer.state === "verify_first") return <VerifyFirst plan={plan.name} email={user.email} />;
  const { withTrial } = offer;
  return <PlanOrder plan={plan} price={price} withTrial={withTrial} next={next} subscribe={billingActions.subscribe} />;
}

async function thePack(order: Extract<Order, { pack: string }>, user: SignedInUser, next: string | undefined) {
  const db = database().prisma;
  const [{ packs }, card, { debt }] = await Promise.all([
    readOffer(db),
    db.savedCard.findUnique({ where: { userId: user.id } }),
    balanceOf(user.id),
  ]);
  const offered = packs.find(({ key }) => key === order.pack);
  if (!offered) return <NotSold />;
  const pack = offeredAt(offered, order.credits);
  if (!pack) return <OtherAmount pack={offered} next={next} />;
  const saved = card && { name: cardName(card), key: await packOfferKey(db, { userId: user.id, pack }) };
  return (
    <PackOrder pack={pack} chosen={order.credits} saved={saved} debt={debt} next={next} actions={billingActions} />
  );
}
