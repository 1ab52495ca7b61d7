import type { Route } from "next";
import { z } from "zod";

const id = z.string().min(1).max(200);

/** What /checkout sells: a plan's price, by its id or lookup key, or a pack, by its id or key. */
export const checkoutOrder = z.union([
  z.object({ price: id }),
  z.object({ pack: id, quantity: z.coerce.number().int().min(1).max(100).default(1) }),
]);

export type CheckoutOrder = z.output<typeof checkoutOrder>;

/** The address of the page that sells it. `next` is where to go after paying. */
export function checkoutPath(order: CheckoutOrder, next: string | undefined): Route {
  const query: Record<string, string> =
    "price" in order ? { price: order.price } : { pack: order.pack, quantity: String(order.quantity) };
  return `/checkout?${new URLSearchParams({ ...query, ...(next && { next }) })}` as Route;
}
