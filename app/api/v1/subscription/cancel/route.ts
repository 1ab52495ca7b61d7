import { cancelSubscriptionEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTime } from "@/lib/api/http/schemas";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(cancelSubscriptionEndpoint, async ({ account: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const canceled = await cancelSubscription(services, { userId, when: body.when }, now);
    if (!canceled.ok) return billingProblem(canceled);
    return { status: canceled.status, endsAt: isoTime(canceled.endsAt) };
  }),
});
