import { redeemPromoCodeEndpoint } from "@/lib/api/definitions/growth";
import { jsonInteger } from "@/lib/api/json";
import { promoProblem } from "@/lib/api/promo-refusals";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { isoTimeOrNull } from "@/lib/api/schemas";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(redeemPromoCodeEndpoint, async ({ principal: { userId }, body, database, now }) => {
    const redeemed = await redeemPromoCode({ database, limit: attemptLimit() }, { userId, code: body.code }, now);
    if (!redeemed.ok) return promoProblem(redeemed);
    const { credits, lot } = redeemed;
    return { credits: jsonInteger(credits), lot: lot.id, expiresAt: isoTimeOrNull(lot.expiresAt) };
  }),
});
