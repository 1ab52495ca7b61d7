import { createImportedUser } from "@/lib/account/import/create-imported-user";
import { linkCustomer } from "@/lib/account/import/link-customer";
import type { Match } from "@/lib/account/import/match-customer";
import { withholdMails } from "@/lib/account/import/withhold-mails";
import { nameSchema } from "@/lib/auth/schemas";
import { type BillingServices, nothing, refused, type SyncOutcome } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { settleFreePlan } from "@/lib/billing/refills/settle-free-plan";
import { runningPlans } from "@/lib/billing/sync/plan-prices";
import { keepCard } from "@/lib/billing/sync/sync-customer";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import type { ListedCustomer } from "@/lib/stripe/list-account";
import { fetchCustomer } from "@/lib/stripe/payment-methods";

export type ImportedCustomer =
  | { ok: true; isNewUser: boolean; credits: bigint; sentence: string | null }
  | { ok: false; sentence: string };

/**
 * Imports one customer: creates a user if there is none, links the customer, and records its card and its plan with the
 * ordinary sync. Linking and recording are one transaction, so that no webhook event finds one without the other; emails
 * about the past are written as withheld. Repeating it changes nothing. Throws when Stripe cannot be reached.
 */
export async function importCustomer(
  services: BillingServices,
  customer: ListedCustomer,
  match: Extract<Match, { kind: "import" }>,
  now: Date,
): Promise<ImportedCustomer> {
  const name = nameSchema.safeParse(customer.name ?? "");
  const newUser = { email: match.email, name: (name.success && name.data) || null };
  const userId = match.userId ?? (await createImportedUser(services.database, newUser, now));
  if (!userId) return { ok: false, sentence: "someone signed up with its address a moment ago. Run the import again." };

  const outcome = await converge<SyncOutcome>(services, userId, async (reader, user) => {
    if (user.stripeCustomerId !== null && user.stripeCustomerId !== customer.id) {
      return nothing(refused(`its account got the customer ${user.stripeCustomerId} a moment ago.`));
    }
    const facts = await fetchCustomer(reader.stripe, customer.id);
    if (!facts || facts.isDeleted) return nothing(refused("it was deleted in Stripe a moment ago."));
    const { subscription } = match;
    if (subscription && (await runningPlans(reader, customer.id)).length > 1) {
      return nothing(refused("it got a second plan a moment ago. Cancel all but one in Stripe."));
    }
    const linked = { ...user, stripeCustomerId: customer.id, importedAt: user.importedAt ?? now };
    const write = subscription ? await syncSubscription(reader, linked, subscription.id, now) : null;
    return async (context, locked) => {
      const { db, sql } = context;
      const withhold = await withholdMails(db, userId);
      await linkCustomer(db, { userId, stripeCustomerId: customer.id }, now);
      await keepCard(db, userId, facts.card);
      const written = await write?.(context, { ...locked, ...linked });
      if (!write) await settleFreePlan(db, sql, userId, now);
      await withhold();
      return written ?? { status: "processed", sentence: "", granted: 0n };
    };
  });
  if (!outcome) return { ok: false, sentence: "its account was deleted a moment ago." };
  const { status, sentence, granted } = outcome;
  if (status === "refused") return { ok: false, sentence };
  const isRecorded = status === "processed";
  return { ok: true, isNewUser: match.userId === null, credits: granted, sentence: isRecorded ? null : sentence };
}
