import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { buyPack, subscribe } from "@/app/(account)/billing/actions";
import { openInPage } from "@/app/(account)/checkout/actions";
import { type CheckoutOrder, checkoutOrder, checkoutPath, packFields } from "@/app/(account)/checkout/order";
import { balanceOf, subscriptionOf } from "@/app/viewer";
import { CheckoutSheet, NothingToBuy } from "@/components/billing/checkout-sheet";
import { packWords, planWords, type SaleWords } from "@/components/billing/checkout-words";
import { pickedPath } from "@/components/pricing/order";
import { VerifyFirst } from "@/components/pricing/order-notes";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import type { SignedInUser } from "@/lib/auth/types";
import { planOffer } from "@/lib/billing/eligibility/plan-offer";
import { packAt } from "@/lib/billing/packs/pack-at";
import { findSellablePack, findSellablePrice } from "@/lib/catalog/queries";
import { database } from "@/lib/db";
import { paysInPage } from "@/lib/stripe/in-browser";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

/** Sells one plan or pack: in the page by Stripe.js, or by a form that leads to Stripe's page. */
export default async function CheckoutPage({ searchParams }: PageProps<"/checkout">) {
  const query = await searchParams;
  const order = checkoutOrder.safeParse(query);
  const next = returnPath(query.next);
  const user = await requireUser(order.success ? checkoutPath(order.data, next) : "/pricing");
  if (!order.success) return <NothingToBuy />;
  const sale = await saleOf(user, order.data);
  if (!sale) return <NothingToBuy />;
  if ("verifyFor" in sale) return <VerifyFirst plan={sale.verifyFor} email={user.email} />;
  const { data } = order;
  const isPlan = "price" in data;
  const bought: Record<string, string> = isPlan ? { price: data.price } : packFields(data);
  return (
    <CheckoutSheet
      words={sale}
      open={paysInPage() ? openInPage.bind(null, data, next) : null}
      hosted={{ action: isPlan ? subscribe : buyPack, fields: { ...bought, page: "stripe", ...(next && { next }) } }}
    />
  );
}

async function saleOf(user: SignedInUser, order: CheckoutOrder): Promise<SaleWords | { verifyFor: string } | null> {
  const db = database().prisma;
  if (!("price" in order)) {
    const offered = await findSellablePack(db, order.pack);
    const pack = offered && packAt(offered, order.credits);
    return pack && packWords(pack, order.quantity, (await balanceOf(user.id)).debt);
  }
  const [sold, subscription] = await Promise.all([findSellablePrice(db, order.price), subscriptionOf(user.id)]);
  if (!sold) return null;
  const { plan, price } = sold;
  const offer = await planOffer(db, user.id, { plan, subscription });
  // A plan is changed, not bought twice: the price list shows what the change costs.
  if (offer.state === "has_plan") redirect(pickedPath({ plan: plan.key, interval: price.interval }));
  if (offer.state === "verify_first") return { verifyFor: plan.name };
  return planWords(plan, price, offer);
}
