import { packCheckoutEndpoint } from "@/lib/api/endpoints/packs/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(packCheckoutEndpoint, async ({ account: { userId }, body: { credits, ...order }, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const wish = { userId, ...order, ...(credits && { credits: BigInt(credits) }) };
    const started = await startPackCheckout(services, wish, now);
    return started.ok ? { url: started.url } : billingProblem(started);
  }),
});
