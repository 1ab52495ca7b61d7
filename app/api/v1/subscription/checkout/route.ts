import { subscriptionCheckoutEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(subscriptionCheckoutEndpoint, async ({ account: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const started = await startSubscriptionCheckout(services, { userId, ...body }, now);
    return started.ok ? { url: started.url } : billingProblem(started);
  }),
});
