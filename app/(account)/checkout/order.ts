import type { Route } from "next";
import { z } from "zod";

const id = z.string().min(1).max(200);

/** A chosen amount of a pack that is sold by volume. */
export const chosenCredits = z.coerce.bigint().positive().optional();

/** What /checkout sells: a plan's price, by its id or lookup key, or a pack, by its id or key. */
export const checkoutOrder = z.union([
  z.object({ price: id }),
  z.object({ pack: id, quantity: z.coerce.number().int().min(1).max(100).default(1), credits: chosenCredits }),
]);

export type CheckoutOrder = z.output<typeof checkoutOrder>;

/** The address of the page that sells it. `next` is where to go after paying. */
export function checkoutPath(order: CheckoutOrder, next: string | undefined): Route {
  const query: Record<string, string> = "price" in order ? { price: order.price } : packFields(order);
  return `/checkout?${new URLSearchParams({ ...query, ...(next && { next }) })}` as Route;
}

/** What is bought of a pack, as an address or a form has it. */
export function packFields({
  pack,
  quantity,
  credits,
}: Extract<CheckoutOrder, { pack: string }>): Record<string, string> {
  return { pack, quantity: String(quantity), ...(credits && { credits: String(credits) }) };
}
