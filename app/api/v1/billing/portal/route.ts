import { billingProblem } from "@/lib/api/billing-refusals";
import { portalEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { openPortal } from "@/lib/billing/open-portal";
import { stripeClient } from "@/lib/stripe/client";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(portalEndpoint, async ({ principal: { userId }, database }) => {
    const opened = await openPortal({ db: database.prisma, stripe: stripeClient() }, { userId });
    return opened.ok ? { url: opened.url } : billingProblem(opened);
  }),
});
