import { billingProblem } from "@/lib/api/billing-refusals";
import { packCheckoutEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { purchaseLimit } from "@/lib/billing/purchase-limit";
import { startPackCheckout } from "@/lib/billing/start-pack-checkout";
import { stripeClient } from "@/lib/stripe/client";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(packCheckoutEndpoint, async ({ principal: { userId }, body, database, now }) => {
    const refused = await purchaseLimit().refuse(userId);
    if (refused) return billingProblem(refused);
    const services = { db: database.prisma, stripe: stripeClient() };
    const started = await startPackCheckout(services, { userId, ...body }, now);
    return started.ok ? { url: started.url } : billingProblem(started);
  }),
});
