import { billingProblem } from "@/lib/api/billing-refusals";
import { previewChangeEndpoint } from "@/lib/api/definitions/plan-changes";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toChangePreviewView } from "@/lib/api/views/plan-changes";
import { previewChange } from "@/lib/billing/preview-change";
import { stripeClient } from "@/lib/stripe/client";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(previewChangeEndpoint, async ({ principal: { userId }, body, database, now }) => {
    const preview = await previewChange({ database, stripe: stripeClient() }, { userId, price: body.price }, now);
    return preview.ok ? toChangePreviewView(preview) : billingProblem(preview);
  }),
});
