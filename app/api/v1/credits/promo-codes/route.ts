import { redeemPromoCodeEndpoint } from "@/lib/api/endpoints/promo-codes/definition";
import { promoProblem } from "@/lib/api/endpoints/promo-codes/refusals";
import { jsonInteger } from "@/lib/api/http/json";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { isoTimeOrNull } from "@/lib/api/http/schemas";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(redeemPromoCodeEndpoint, async ({ account: { userId }, body, database, now }) => {
    const redeemed = await redeemPromoCode({ database, limit: attemptLimit() }, { userId, code: body.code }, now);
    if (!redeemed.ok) return promoProblem(redeemed);
    const { credits, lot } = redeemed;
    return { credits: jsonInteger(credits), lot: lot.id, expiresAt: isoTimeOrNull(lot.expiresAt) };
  }),
});
