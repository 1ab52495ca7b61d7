import { billingProblem } from "@/lib/api/billing-refusals";
import { previewChangeEndpoint } from "@/lib/api/definitions/plan-changes";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toChangePreviewView } from "@/lib/api/views/plan-changes";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(previewChangeEndpoint, async ({ principal: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const preview = await previewChange(services, { userId, price: body.price }, now);
    return preview.ok ? toChangePreviewView(preview) : billingProblem(preview);
  }),
});
