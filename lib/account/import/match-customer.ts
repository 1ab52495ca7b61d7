import type { KnownRecords, KnownUser } from "@/lib/account/import/known-records";
import { parsedEmail } from "@/lib/account/import/parsed-email";
import type { Survey } from "@/lib/account/import/survey";
import { mailboxOf } from "@/lib/mailbox";
import type { ListedCustomer, ListedSubscription } from "@/lib/stripe/list-account";

export type Match =
  /** Linked, and its plan is on record. */
  | { kind: "known" }
  /** `userId` is null for a customer without an account. `subscription` is the one to record. */
  | { kind: "import"; userId: string | null; email: string; subscription: ListedSubscription | null }
  /** A person has to decide. The sentence says why, and what to do. */
  | { kind: "refused"; sentence: string };

/**
 * Whom a Stripe customer belongs to. Depends on the account as a whole and on what is on record, not on the order of the
 * customers: a second run decides the same.
 */
export function matchCustomer(customer: ListedCustomer, account: Survey, known: KnownRecords): Match {
  const { plans } = account.subscriptionsOf(customer.id);
  const owner = known.owners.get(customer.id);
  if (owner?.isDeleted) {
    return refused("it belongs to an account that was deleted here. Cancel its subscriptions and delete it in Stripe.");
  }
  const [plan, second] = plans;
  if (second) {
    const ids = plans.map(({ id }) => id).join(", ");
    return refused(`it has several plans (${ids}), and an account has one. Cancel all but one in Stripe.`);
  }
  const subscription = plan && !known.subscriptions.has(plan.id) ? plan : null;
  if (owner) {
    return subscription ? { kind: "import", userId: owner.id, email: owner.email, subscription } : { kind: "known" };
  }
  if (known.formerOwners.has(customer.id)) {
    return refused("it is a former customer of an account here. If it still pays, cancel its subscriptions in Stripe.");
  }
  const email = parsedEmail(customer.email);
  if (!email) {
    return customer.email
      ? refused(`no account can have the address ${customer.email}. Correct it in Stripe.`)
      : refused("it has no email address. Add one in Stripe.");
  }
  const user = known.byEmail.get(email);
  const why = user ? whyNotThis(user) : whyNoNew(known.byMailbox.get(mailboxOf(email)));
  const sentence = why ?? whyNotOfThese(customer, account);
  return sentence ? refused(sentence) : { kind: "import", userId: user?.id ?? null, email, subscription };
}

const refused = (sentence: string): Match => ({ kind: "refused", sentence });

function whyNotThis({ email, stripeCustomerId, isProven }: KnownUser): string | null {
  if (stripeCustomerId) {
    return `the account ${email} already has the customer ${stripeCustomerId}. Keep one of the two in Stripe.`;
  }
  if (isProven) return null;
  return `the account ${email} has not verified its address, so it may be someone else's. Have its owner verify it.`;
}

function whyNoNew(sameMailbox: KnownUser | undefined): string | null {
  if (!sameMailbox) return null;
  return `the account ${sameMailbox.email} has the same mailbox. Give the customer that address in Stripe.`;
}

/** Of several customers with one mailbox, the one with a plan is imported. */
function whyNotOfThese(customer: ListedCustomer, account: Survey): string | null {
  const { id } = customer;
  const sharing = account.sharing(customer);
  if (sharing.length < 2) return null;
  const paying = sharing.filter((one) => account.subscriptionsOf(one).plans.length > 0);
  if (paying.length === 1 && paying[0] === id) return null;
  const others = sharing.filter((one) => one !== id).join(", ");
  return paying.length === 1
    ? `${paying[0]} has the same address and the plan, and is imported. Delete this one in Stripe if nobody needs it.`
    : `${others} has the same address. Keep one of them in Stripe.`;
}
