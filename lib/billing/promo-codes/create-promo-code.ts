import type { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import { promoCodeInput } from "@/lib/billing/promo-codes/schemas";
import type { Database } from "@/lib/db";

export type CreatedPromoCode =
  | { ok: true; promoCodeId: string; code: string }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "code_taken" | "already_over" };

/** Creates a promo code, redeemable once per user. Its credits never change: archive it and create another. */
export async function createPromoCode(
  database: Database,
  actor: Actor,
  input: unknown,
  now: Date,
): Promise<CreatedPromoCode> {
  const parsed = promoCodeInput.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const { credits, ...terms } = parsed.data;
  if (terms.expiresAt && terms.expiresAt <= now) return { ok: false, reason: "already_over" };
  return database.transaction(async (db) => {
    const [row] = await db.promoCode.createManyAndReturn({
      data: [{ ...terms, credits: BigInt(credits), createdAt: now }],
      skipDuplicates: true,
    });
    if (!row) return { ok: false, reason: "code_taken" };
    const record = { action: "promo_code.created", targetType: "promo_code", targetId: row.id, after: parsed.data };
    await audit(db, actor, record, now);
    return { ok: true, promoCodeId: row.id, code: row.code };
  });
}
