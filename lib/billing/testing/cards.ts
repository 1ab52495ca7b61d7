import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import type { billingWorld, Person } from "@/lib/billing/testing/world";

type World = Awaited<ReturnType<typeof billingWorld>>;

/** Attaches one of Stripe's test payment methods to a user's customer. Returns its id. */
export async function saveCard(
  world: Pick<World, "database" | "stripe">,
  person: Person,
  method: string,
): Promise<string> {
  const { database, stripe } = world;
  const customer = await ensureCustomer(database.prisma, stripe, person.userId);
  return (await stripe.paymentMethods.attach(method, { customer })).id;
}
