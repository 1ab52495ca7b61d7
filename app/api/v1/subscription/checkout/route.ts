import { billingProblem } from "@/lib/api/billing-refusals";
import { subscriptionCheckoutEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { purchaseLimit } from "@/lib/billing/purchase-limit";
import { startSubscriptionCheckout } from "@/lib/billing/start-subscription-checkout";
import { stripeClient } from "@/lib/stripe/client";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(subscriptionCheckoutEndpoint, async ({ principal: { userId }, body, database }) => {
    const refused = await purchaseLimit().refuse(userId);
    if (refused) return billingProblem(refused);
    const services = { database, stripe: stripeClient() };
    const started = await startSubscriptionCheckout(services, { userId, price: body.price });
    return started.ok ? { url: started.url } : billingProblem(started);
  }),
});
