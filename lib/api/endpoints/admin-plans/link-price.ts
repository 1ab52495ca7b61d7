import { toLinkedPriceView } from "@/lib/api/endpoints/admin-plans/view";
import { problem } from "@/lib/api/http/problems";
import type { Actor } from "@/lib/audit";
import { checkStripePrice, type LinkRequest, linkStripePrice } from "@/lib/catalog/adoption/link-stripe-price";
import type { Services } from "@/lib/services";

/** Links an existing Stripe price, or only checks it. */
export async function linkPrice(
  services: Services,
  actor: Actor,
  { dryRun, ...request }: LinkRequest & { dryRun: boolean },
  now: Date,
) {
  const result = dryRun
    ? await checkStripePrice(services, request)
    : await linkStripePrice(services, actor, request, now);
  if (result.ok) {
    const done =
      "isLinked" in result
        ? { linked: result.isLinked, pushed: result.isLinked }
        : { linked: true, pushed: result.pushed };
    return { price: toLinkedPriceView(result), ...done };
  }
  return result.reason === "unknown_item"
    ? problem("unknown_item")
    : problem("price_does_not_fit", { detail: result.sentences.join(" ") });
}
