import { getSubscriptionEndpoint } from "@/lib/api/definitions/billing";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toSubscriptionView } from "@/lib/api/views/billing";
import { currentSubscription } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getSubscriptionEndpoint, async ({ principal, database, now }) => {
    const subscription = await currentSubscription(database.prisma, principal.userId, now);
    return subscription ? toSubscriptionView(subscription) : new Problem("not_found", "There is no subscription.");
  }),
});
