import { getSubscriptionEndpoint, subscribeEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { toSubscriptionView } from "@/lib/api/endpoints/subscription/view";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { Problem, problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getSubscriptionEndpoint, async ({ account, database, now }) => {
    const subscription = await currentSubscription(database.prisma, account.userId, now);
    return subscription ? toSubscriptionView(subscription) : problem("no_subscription");
  }),
  POST: route(subscribeEndpoint, async ({ request, caller, account, body, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, undefined);
    if (idempotency instanceof Problem) return idempotency;
    const { userId } = account;
    const order = { userId, ...body, idempotencyKey: idempotency.key };
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const begun = await startSubscription(services, order, now);
    if (!begun.ok) return billingProblem(begun);
    return { status: begun.status, ...(begun.clientSecret && { clientSecret: begun.clientSecret }) };
  }),
});
