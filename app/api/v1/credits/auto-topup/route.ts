import { getAutoTopupEndpoint, setAutoTopupEndpoint } from "@/lib/api/endpoints/auto-topup/definition";
import { toAutoTopupView } from "@/lib/api/endpoints/auto-topup/view";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { readAutoTopup, setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getAutoTopupEndpoint, async ({ account, database, now }) => {
    return toAutoTopupView(await readAutoTopup(database.prisma, account.userId, now));
  }),
  PUT: route(setAutoTopupEndpoint, async ({ account, body, now }) => {
    const wish = { ...body, threshold: BigInt(body.threshold) };
    const services = await stripeFor(account.userId);
    if (!services.ok) return billingProblem(services);
    const set = await setAutoTopup(services, account.userId, wish, now);
    return set.ok ? toAutoTopupView(set.autoTopup) : billingProblem(set);
  }),
});
