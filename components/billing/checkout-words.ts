import { debtSentence } from "@/components/credits/debt-words";
import { words as orderWords } from "@/components/pricing/order-words";
import { creditsText } from "@/components/ui/credits";
import type { PackView, PlanView } from "@/lib/catalog/types";
import { formatPrice } from "@/lib/format/money";

/** The words of /checkout. */
export const CHECKOUT_WORDS = {
  loading: "Loading the payment form",
  failed: "The payment form did not load. Check your connection, or pay on Stripe's page.",
  again: "Try again",
  elsewhere: "You can also pay on Stripe's page.",
  toStripe: "Pay on Stripe's page",
  leave: "You pay on Stripe's page and come back here afterwards.",
  onward: "Continue to payment",
  nothing: orderWords.notSold,
  nothingMore: orderWords.notSoldNote,
};

/** What is bought, and what it costs. `back` is where it is chosen. */
export type SaleWords = { title: string; terms: string; back: { href: "/pricing" | "/credits"; name: string } };

/** What a plan's price buys, `withTrial` after days that are free. */
export function planWords(
  plan: PlanView,
  price: PlanView["prices"][number],
  { withTrial }: { withTrial: boolean },
): SaleWords {
  const sum = formatPrice(price.amountCents, price.currency);
  const terms = `${sum} a ${price.interval === "YEAR" ? "year" : "month"} for ${creditsText(plan.creditsPerMonth)} every month.`;
  const back = { href: "/pricing", name: "All plans" } as const;
  if (!withTrial) return { title: `Subscribe to ${plan.name}`, terms: `${terms} Cancel any time.`, back };
  const days = plan.trialDays === 1 ? "1 day" : `${plan.trialDays} days`;
  const first = plan.trialCredits > 0n ? `${creditsText(plan.trialCredits)} now, and nothing` : "Nothing";
  return {
    title: `Try ${plan.name} free for ${days}`,
    terms: `${first} to pay for ${days}. Then ${terms} Cancel before then and you pay nothing.`,
    back,
  };
}

/** What a number of a pack buys for someone who owes `debt` credits. */
export function packWords(pack: PackView, quantity: number, debt: bigint): SaleWords {
  const credits = (pack.credits + pack.bonusCredits) * BigInt(quantity);
  const sum = formatPrice(pack.amountCents * quantity, pack.currency);
  return {
    title: `Buy ${creditsText(credits)}`,
    terms: [`${sum}, paid once.`, debtSentence(credits, debt), "These credits never expire."].filter(Boolean).join(" "),
    back: { href: "/credits", name: "All packs" },
  };
}
