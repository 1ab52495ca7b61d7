import { toPaymentView } from "@/lib/api/endpoints/billing/view";
import { topUpEndpoint } from "@/lib/api/endpoints/packs/definition";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { topUp } from "@/lib/billing/purchases/top-up";
import { stripeFor } from "@/lib/billing/stripe-limit";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(topUpEndpoint, async ({ request, caller, account, body: { credits: chosen, ...wish }, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, undefined);
    if (idempotency instanceof Problem) return idempotency;
    const { userId } = account;
    const order = { userId, ...wish, ...(chosen && { credits: BigInt(chosen) }), idempotencyKey: idempotency.key };
    const services = await stripeFor(userId);
    if (!services.ok) return billingProblem(services);
    const bought = await topUp(services, order, now);
    if (!bought.ok) return billingProblem(bought);
    const { state: status, payment } = bought;
    const credits = (payment.packCredits ?? 0n) + (payment.packBonusCredits ?? 0n);
    return {
      status,
      payment: toPaymentView(payment),
      ...(bought.state === "requires_action" && {
        clientSecret: bought.clientSecret,
        ...(bought.redirectUrl && { redirectUrl: bought.redirectUrl }),
      }),
      ...(bought.state === "succeeded" && { credits: jsonInteger(credits) }),
    };
  }),
});
