import { toChangePreviewView } from "@/lib/api/endpoints/subscription/change-view";
import { previewChangeEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(previewChangeEndpoint, async ({ account: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const preview = await previewChange(services, { userId, price: body.price }, now);
    return preview.ok ? toChangePreviewView(preview) : billingProblem(preview);
  }),
});
