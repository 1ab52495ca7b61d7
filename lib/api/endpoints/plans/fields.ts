import { text } from "@/lib/api/http/schemas";

/** How a request names a price. */
export const priceReference = text(255)
  .min(1)
  .meta({ description: "A price's id or lookup key from GET /plans, or its id in Stripe." });

/** How a request names a pack. */
export const packReference = text(255).min(1).meta({ description: "A pack's id or key from GET /plans." });
