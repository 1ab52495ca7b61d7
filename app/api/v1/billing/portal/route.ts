import { portalEndpoint } from "@/lib/api/endpoints/billing/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(portalEndpoint, async ({ account: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const opened = await openPortal(services, { userId, ...body }, now);
    return opened.ok ? { url: opened.url } : billingProblem(opened);
  }),
});
