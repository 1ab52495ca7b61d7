import { billingProblem } from "@/lib/api/billing-refusals";
import { getAutoTopupEndpoint, setAutoTopupEndpoint } from "@/lib/api/definitions/purchases";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toAutoTopupView } from "@/lib/api/views/auto-topup";
import { readAutoTopup, setAutoTopup } from "@/lib/billing/auto-topup";
import { stripeClient } from "@/lib/stripe/client";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getAutoTopupEndpoint, async ({ principal, database, now }) => {
    return toAutoTopupView(await readAutoTopup(database.prisma, principal.userId, now));
  }),
  PUT: route(setAutoTopupEndpoint, async ({ principal, body, database, now }) => {
    const wish = { ...body, threshold: BigInt(body.threshold) };
    const set = await setAutoTopup({ database, stripe: stripeClient() }, principal.userId, wish, now);
    return set.ok ? toAutoTopupView(set.autoTopup) : billingProblem(set);
  }),
});
