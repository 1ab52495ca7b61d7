import { changePlanEndpoint } from "@/lib/api/endpoints/subscription/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTime } from "@/lib/api/http/schemas";
import { changePlan, type PlanChanged } from "@/lib/billing/plans/change-plan";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(changePlanEndpoint, async ({ account: { userId }, body, now }) => {
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const changed = await changePlan(services, { userId, ...body }, now);
    return changed.ok ? view(changed) : billingProblem(changed);
  }),
});

function view(changed: Extract<PlanChanged, { ok: true }>) {
  if (changed.status === "scheduled") return { status: changed.status, at: isoTime(changed.at) };
  if (changed.status !== "requires_action") return { status: changed.status };
  const { status, clientSecret, invoiceUrl } = changed;
  return { status, ...(clientSecret && { clientSecret }), ...(invoiceUrl && { invoiceUrl }) };
}
