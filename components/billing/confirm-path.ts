import type { Route } from "next";

/** The page on which the buyer confirms a charge of the saved card with the bank, and which tells its outcome. */
export function confirmPath(paymentId: string): Route {
  return `/billing/confirm/${paymentId}` as Route;
}
