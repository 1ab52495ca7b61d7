import { resumeSubscriptionEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(resumeSubscriptionEndpoint, async ({ account: { userId }, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const resumed = await resumeSubscription(services, { userId }, now);
    if (!resumed.ok) return billingProblem(resumed);
    if (resumed.status === "resumed") return { status: resumed.status };
    const { status, invoiceUrl } = resumed;
    return { status, ...(invoiceUrl && { invoiceUrl }) };
  }),
});
