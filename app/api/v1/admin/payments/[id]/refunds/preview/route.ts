import { previewRefundEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { paymentRefundProblem } from "@/lib/api/endpoints/admin-payments/refusals";
import { toRefundPreviewView } from "@/lib/api/endpoints/admin-payments/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { previewRefund } from "@/lib/billing/purchases/preview-refund";
import { services } from "@/lib/services";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(previewRefundEndpoint, async ({ params, body, now }) => {
    const previewed = await previewRefund(services(), { paymentId: params.id, ...body }, now);
    return previewed.ok ? toRefundPreviewView(previewed) : paymentRefundProblem(previewed);
  }),
});
