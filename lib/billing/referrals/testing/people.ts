import { randomBytes, randomUUID } from "node:crypto";
import { createUser } from "@/lib/auth/create-user";
import { newPlan, onPlan } from "@/lib/billing/entitlements/testing/on-plan";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import type { Database } from "@/lib/db";

export type Invoice = { amountCents?: number; duplicate?: boolean; card?: Uint8Array<ArrayBuffer> | null };

export const newCard = () => Uint8Array.from(randomBytes(32));

/** People who invite each other and pay for a plan, without Stripe. */
export function referralPeople(db: Database, now: Date) {
  async function join(code: string | null, email = `${randomUUID()}@example.com`): Promise<string> {
    const user = await createUser(db, { email, name: null, emailVerified: now, referralCode: code }, now);
    if (!user) throw new Error(`${email} is taken.`);
    return user.id;
  }

  /** A paid invoice, as the sync records it; with its own card by default. */
  async function paid(
    userId: string,
    { amountCents = 2_000, duplicate = false, card = newCard() }: Invoice = {},
  ): Promise<string> {
    const plan = await newPlan(db, {});
    const subscriptionId = await onPlan(db, userId, plan, now, { duplicate });
    const { id } = await db.prisma.payment.create({
      data: {
        userId,
        kind: "SUBSCRIPTION",
        origin: "INVOICE",
        status: "SUCCEEDED",
        description: "Starter subscription",
        amountCents,
        currency: "usd",
        subscriptionId,
        methodFingerprint: card,
        paidAt: now,
      },
    });
    return id;
  }

  /** One who invited, and one who was and, with `payment`, has paid. */
  async function invited(payment?: Invoice) {
    const referrer = await join(null);
    const referred = await join(await referralCode(db.sql, referrer));
    const paymentId = payment === undefined ? null : await paid(referred, payment);
    return { referrer, referred, paymentId };
  }

  return { join, paid, invited };
}
