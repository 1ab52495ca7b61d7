import type { ClaimedTerms } from "@/lib/billing/packs/pack-terms";
import { lotKeys } from "@/lib/billing/source-keys";
import type { Sql } from "@/lib/db";
import type { Payment } from "@/lib/generated/prisma/client";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";

type GrantedTerms = Pick<ClaimedTerms, "credits" | "bonusCredits" | "quantity">;

/**
 * Grants a paid pack, once per payment: a lot for the purchase, with its cost, and a lot for the bonus, without. Neither
 * expires. Returns the credits granted now, 0 if it was done before; or that the balance has no room for them, in which
 * case calling it again later grants them. `paidBy` is the payment intent, or the Checkout session of zero.
 */
export async function grantPack(
  sql: Sql,
  { userId, payment, terms, paidBy }: { userId: string; payment: Payment; terms: GrantedTerms; paidBy: string },
  now: Date,
): Promise<bigint | "balance_out_of_range"> {
  const accountId = await openAccount(sql, userId, now);
  const quantity = BigInt(terms.quantity);
  const lots = [
    {
      kind: "PACK",
      origin: "PURCHASE",
      amount: terms.credits * quantity,
      sourceKey: lotKeys.pack(paidBy),
      description: payment.description,
      amountCents: payment.amountCents,
      currency: payment.currency,
    },
    {
      kind: "PROMO",
      origin: "BONUS",
      amount: terms.bonusCredits * quantity,
      sourceKey: lotKeys.bonus(paidBy),
      description: `Bonus for ${payment.description}`,
    },
  ] as const;
  let granted = 0n;
  for (const lot of lots) {
    if (lot.amount === 0n) continue;
    const result = await grant(sql, { ...lot, accountId, paymentId: payment.id, actor: "system" }, now);
    if (result.status === "balance_out_of_range") return result.status;
    if (result.status === "granted") granted += lot.amount;
  }
  return granted;
}

/** The result for a paid pack, for the inbox. */
export function sayGranted(granted: Awaited<ReturnType<typeof grantPack>> | "gift", packName: string): string {
  if (granted === "gift") return `${packName} was paid as a gift, and is granted to who redeems its code`;
  if (granted === "balance_out_of_range") return `${packName} was paid and is granted when the balance has room for it`;
  return granted > 0n ? `Granted ${granted} credits of ${packName}` : `${packName} had already been granted`;
}
