import { parsedEmail } from "@/lib/account/import/parsed-email";
import type { Db } from "@/lib/db";
import { mailboxOf } from "@/lib/mailbox";
import type { ListedCustomer, ListedSubscription } from "@/lib/stripe/list-account";

/** A user as far as matching depends on it. */
export type KnownUser = {
  id: string;
  email: string;
  mailbox: string | null;
  stripeCustomerId: string | null;
  isDeleted: boolean;
  /** Someone may have signed up with an address that is not theirs. */
  isProven: boolean;
};

/** The records that some customers may belong to. */
export type KnownRecords = {
  owners: ReadonlyMap<string, KnownUser>;
  /** The users of customers that were deleted at Stripe, or belonged to the account before a move. */
  formerOwners: ReadonlySet<string>;
  byEmail: ReadonlyMap<string, KnownUser>;
  byMailbox: ReadonlyMap<string, KnownUser>;
  /** The Stripe ids of recorded subscriptions. */
  subscriptions: ReadonlySet<string>;
};

/** Reads what is on record for a page of customers, with the same number of queries for any page. */
export async function knownRecords(
  db: Db,
  customers: readonly ListedCustomer[],
  subscriptions: readonly ListedSubscription[],
): Promise<KnownRecords> {
  const ids = customers.map(({ id }) => id);
  const emails = customers.flatMap(({ email }) => parsedEmail(email) ?? []);
  const users = await db.user.findMany({
    where: {
      OR: [
        { stripeCustomerId: { in: ids } },
        { email: { in: emails } },
        { mailbox: { in: [...new Set(emails.map(mailboxOf))] } },
      ],
    },
    select: {
      id: true,
      email: true,
      mailbox: true,
      stripeCustomerId: true,
      deletedAt: true,
      emailVerified: true,
      passwordHash: true,
      accounts: { select: { id: true }, take: 1 },
    },
  });
  const former = await db.formerCustomer.findMany({ where: { stripeCustomerId: { in: ids } } });
  const recorded = await db.subscription.findMany({
    where: { stripeSubscriptionId: { in: subscriptions.map(({ id }) => id) } },
    select: { stripeSubscriptionId: true },
  });
  const known = users.map(({ deletedAt, emailVerified, passwordHash, accounts, ...user }): KnownUser => {
    const canSignIn = passwordHash !== null || accounts.length > 0;
    return { ...user, isDeleted: deletedAt !== null, isProven: emailVerified !== null || !canSignIn };
  });
  const living = known.filter(({ isDeleted }) => !isDeleted);
  return {
    owners: new Map(known.flatMap((user) => (user.stripeCustomerId ? [[user.stripeCustomerId, user]] : []))),
    formerOwners: new Set(former.map(({ stripeCustomerId }) => stripeCustomerId)),
    byEmail: new Map(living.map((user) => [user.email, user])),
    byMailbox: new Map(living.flatMap((user) => (user.mailbox ? [[user.mailbox, user]] : []))),
    subscriptions: new Set(recorded.flatMap(({ stripeSubscriptionId }) => stripeSubscriptionId ?? [])),
  };
}
