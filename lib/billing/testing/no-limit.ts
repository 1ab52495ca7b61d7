import type { PurchaseLimit } from "@/lib/billing/purchase-limit";

/** For tests that buy more in a second than a user does in an hour. */
export const NO_LIMIT: PurchaseLimit = { refuse: async () => null };
