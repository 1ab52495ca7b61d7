import { drawGiftCode, hashGiftCode, sealGiftCode } from "@/lib/billing/gifts/gift-code";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import type { Payment } from "@/lib/generated/prisma/client";
import { DAY_MS } from "@/lib/time";

/** Draws the code of a paid gift, once per payment. The caller holds the buyer's lock. */
export async function recordGift(db: Db, { id: paymentId, paidAt }: Payment, now: Date): Promise<void> {
  const code = drawGiftCode();
  const expiresAt = new Date((paidAt ?? now).getTime() + env().GIFT_CODE_DAYS * DAY_MS);
  await db.gift.createMany({
    data: {
      paymentId,
      codeHash: hashGiftCode(code),
      sealedCode: sealGiftCode(code, paymentId),
      expiresAt,
      createdAt: paidAt ?? now,
    },
    skipDuplicates: true,
  });
}
