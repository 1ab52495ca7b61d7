import type { Metadata } from "next";
import { buyPack, subscribe } from "@/app/(account)/billing/actions";
import { openInPage } from "@/app/(account)/checkout/actions";
import { type CheckoutOrder, checkoutOrder, checkoutPath } from "@/app/(account)/checkout/order";
import { CheckoutSheet, NothingToBuy } from "@/components/billing/checkout-sheet";
import { packWords, planWords, type SaleWords } from "@/components/billing/checkout-words";
import { requireUser } from "@/lib/auth/guards";
import { returnPath } from "@/lib/auth/next-path";
import { findSellablePack, findSellablePrice } from "@/lib/catalog/queries";
import { database } from "@/lib/db";
import { paysInPage } from "@/lib/stripe/in-browser";

export const metadata: Metadata = { title: "Checkout", robots: { index: false } };

/** Sells one plan or pack: in the page by Stripe.js, or by a form that leads to Stripe's page. */
export default async function CheckoutPage({ searchParams }: PageProps<"/checkout">) {
  const query = await searchParams;
  const order = checkoutOrder.safeParse(query);
  const next = returnPath(query.next);
  await requireUser(order.success ? checkoutPath(order.data, next) : "/pricing");
  const words = order.success ? await wordsOf(order.data) : null;
  if (!order.success || !words) return <NothingToBuy />;
  const { data } = order;
  const isPlan = "price" in data;
  const bought: Record<string, string> = isPlan
    ? { price: data.price }
    : { pack: data.pack, quantity: String(data.quantity) };
  return (
    <CheckoutSheet
      words={words}
      open={paysInPage() ? openInPage.bind(null, data, next) : null}
      hosted={{ action: isPlan ? subscribe : buyPack, fields: { ...bought, page: "stripe", ...(next && { next }) } }}
    />
  );
}

async function wordsOf(order: CheckoutOrder): Promise<SaleWords | null> {
  const db = database().prisma;
  if ("price" in order) {
    const sold = await findSellablePrice(db, order.price);
    return sold && planWords(sold.plan, sold.price);
  }
  const pack = await findSellablePack(db, order.pack);
  return pack && packWords(pack, order.quantity);
}
