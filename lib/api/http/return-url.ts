import { z } from "zod";
import { env } from "@/lib/env";

/** Where another app wants its customer back: an address at one of ALLOWED_ORIGINS, or of this app. */
export const returnUrl = z
  .url({ protocol: /^https?$/, error: "Must be an address with https://." })
  .max(2000, "Must be at most 2000 characters.")
  .refine(isAllowed, "Must be an address at one of the origins in ALLOWED_ORIGINS.")
  .meta({
    description:
      "Where the customer comes back to, at one of the origins in `ALLOWED_ORIGINS`. After Checkout, `refill_checkout=success` or `refill_checkout=canceled` is added to it. Without it, they come back to this app, where they have to be signed in.",
  });

function isAllowed(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin } = new URL(url);
  return origin === new URL(env().APP_URL).origin || env().ALLOWED_ORIGINS.includes(origin);
}
