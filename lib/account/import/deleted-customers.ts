import type { Survey } from "@/lib/account/import/survey";
import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchCustomer } from "@/lib/stripe/payment-methods";

const PAGE = 500;

/** A line for each user whose customer the account does not list any more. Lists leave out deleted customers. */
export async function* findDeletedCustomers(
  db: Db,
  stripe: StripeClient,
  account: Pick<Survey, "has">,
): AsyncGenerator<string> {
  for (let after: string | undefined; ; ) {
    const users = await db.user.findMany({
      where: { stripeCustomerId: { not: null }, deletedAt: null, ...(after && { id: { gt: after } }) },
      orderBy: { id: "asc" },
      select: { id: true, email: true, stripeCustomerId: true },
      take: PAGE,
    });
    for (const { email, stripeCustomerId: id } of users) {
      if (!id || account.has(id)) continue;
      const facts = await fetchCustomer(stripe, id);
      if (facts && !facts.isDeleted) continue;
      yield `${id} (${email}): it was deleted in Stripe. Nothing to do: the account's next purchase creates a new one.`;
    }
    after = users.at(-1)?.id;
    if (users.length < PAGE) return;
  }
}
