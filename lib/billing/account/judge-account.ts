import type { BillingServices } from "@/lib/billing/context";
import type { Db } from "@/lib/db";
import { fetchAccount, type StripeAccountFacts } from "@/lib/stripe/account";
import { fetchPrice } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

export type Verdict = {
  /** The account and mode of the key. */
  current: StripeAccountFacts;
  /** For the operator: what could not be compared; null when everything was. */
  advice: string | null;
} & (
  | { state: "same" }
  /** Nothing is recorded, and no stored id points to another account. */
  | { state: "new" }
  /** The Stripe ids in this database belong to another account or mode. */
  | { state: "changed"; sentence: string }
  /** stripe:move was started and is incomplete. */
  | { state: "moving"; sentence: string }
);

/**
 * Whether the Stripe ids in this database belong to the key's account and mode. When the key cannot read its account, or
 * none was recorded, a few stored prices are requested: an account that has none of them is a different one. Throws when
 * Stripe or the database cannot be reached.
 */
export async function judgeAccount({ database, stripe }: BillingServices): Promise<Verdict> {
  const current = await fetchAccount(stripe);
  const noted = await database.prisma.stripeAccount.findUnique({ where: { id: 1 } });
  const advice = current.id === null ? UNNAMED : null;
  if (noted?.moveBeganAt) {
    const to = describeAccount({ id: noted.movingToAccount, mode: noted.movingToMode === "live" ? "live" : "test" });
    return { state: "moving", current, advice, sentence: `A move to ${to} was started and is incomplete. ${FINISH}` };
  }
  const from: StripeAccountFacts = { id: noted?.accountId ?? null, mode: noted?.mode === "live" ? "live" : "test" };
  const isOther =
    noted && from.mode !== current.mode
      ? true
      : from.id !== null && current.id !== null
        ? from.id !== current.id
        : await knowsNone(database.prisma, stripe);
  if (!isOther) return { state: noted ? "same" : "new", current, advice };
  const whose = noted ? describeAccount(from) : "an unknown Stripe account";
  const sentence = `This database belongs to ${whose}, but STRIPE_SECRET_KEY belongs to ${describeAccount(current)}. ${WHAT_TO_DO}`;
  return { state: "changed", current, advice, sentence };
}

/** "Stripe account acct_1 (test mode)". */
export function describeAccount({ id, mode }: StripeAccountFacts): string {
  return `${id === null ? "a Stripe account with an unknown ID" : `Stripe account ${id}`} (${mode} mode)`;
}

const WHAT_TO_DO =
  "Nothing was changed. If the key is wrong, restore the right one. To move this database to the other " +
  "account, stop the app and run npm run stripe:move, which first shows what it would do.";
const FINISH = "Run npm run stripe:move -- --yes to complete it before you start anything else.";
const UNNAMED =
  "The restricted key cannot read its account, so only its mode and the stored prices were compared. Give it read " +
  "access to Accounts to compare the account itself.";

/** Enough prices that a few deleted ones do not matter. */
const ASKED = 5;

async function knowsNone(db: Db, stripe: StripeClient): Promise<boolean> {
  const sold = { where: { archivedAt: null, stripePriceId: { not: null } }, take: ASKED } as const;
  const stored = [...(await db.price.findMany(sold)), ...(await db.creditPack.findMany(sold))].slice(0, ASKED);
  for (const { stripePriceId } of stored) {
    if (stripePriceId && (await fetchPrice(stripe, stripePriceId))) return false;
  }
  return stored.length > 0;
}
