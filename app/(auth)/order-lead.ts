import "server-only";
import { offered } from "@/app/catalogue";
import { offeredAt, priceOf } from "@/components/pricing/offer";
import { orderIn } from "@/components/pricing/order";
import { formatPrice } from "@/lib/format/money";

/** What someone is about to buy after signing in, in one sentence; null when `next` leads elsewhere. */
export async function orderLead(next: string): Promise<string | null> {
  const { pathname, searchParams } = new URL(next, "https://app.invalid");
  if (pathname !== "/buy") return null;
  const order = orderIn(Object.fromEntries(searchParams));
  const { plans, packs } = await offered();
  if (!order) return null;
  if ("pack" in order) {
    const offered = packs.find(({ key }) => key === order.pack);
    const pack = offered && offeredAt(offered, order.credits);
    return pack ? sentence(pack.name, formatPrice(pack.amountCents, pack.currency)) : null;
  }
  const plan = plans.find(({ key }) => key === order.plan);
  const price = plan && priceOf(plan, order.interval);
  if (!plan || !price) return null;
  const each = price.interval === "YEAR" ? "year" : "month";
  return sentence(plan.name, `${formatPrice(price.amountCents, price.currency)} a ${each}`);
}

function sentence(what: string, price: string): string {
  return `You chose ${what} (${price}). Next you continue with the payment.`;
}
