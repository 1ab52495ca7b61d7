import { cardName } from "@/components/billing/card-name";
import type { CardOutcome } from "@/components/billing/card-outcome";
import { saveCard } from "@/lib/billing/plans/save-card";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";

/**
 * What came of saving a card, for the page that Stripe returns to. `setup` is the setup intent in its address: only one of
 * the user's own that has succeeded saved a card, because anyone can open the address.
 */
export async function cardOutcome(
  services: CallerServices,
  { userId, setup }: { userId: string; setup: string | string[] | undefined },
  now: Date,
): Promise<CardOutcome> {
  const cardOf = async () => {
    const card = await services.database.prisma.savedCard.findUnique({ where: { userId } });
    return card && cardName(card);
  };
  if (setup === undefined) {
    await syncOwn(services, { userId }, now);
    const card = await cardOf();
    return card ? { state: "on_file", card } : { state: "not_saved", card };
  }
  const saved = await saveCard(services, { userId, setupIntentId: String(setup) }, now);
  if (saved.ok) return { state: "saved" };
  if (saved.reason !== "unknown_payment_method") return { state: "unknown" };
  return { state: "not_saved", card: await cardOf() };
}
