import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { PAYMENT_ORIGINS, type PaymentOrigin } from "@/lib/billing/types";
import type { SellablePack } from "@/lib/catalog/queries";
import { env } from "@/lib/env";

/** Packs are never sold by a subscription's invoice. */
const PACK_ORIGINS = PAYMENT_ORIGINS.filter((origin) => origin !== "INVOICE");
type PackOrigin = Exclude<PaymentOrigin, "INVOICE">;

/**
 * The terms of a sold pack. They travel as metadata on the Checkout session and the payment, so that what is granted is
 * what was sold, whatever the catalogue says later.
 */
export type PackTerms = {
  paymentId: string;
  packId: string;
  packName: string;
  credits: bigint;
  bonusCredits: bigint;
  quantity: number;
  /** Its credits go to the account that redeems its code. */
  isGift: boolean;
  /** How the purchase was made. */
  origin: PackOrigin;
  /** The total price before discounts. */
  amountCents: number;
  currency: string;
};

/** Terms from metadata, which anyone with a key to the Stripe account can write. */
export type ClaimedTerms = Omit<PackTerms, "amountCents" | "currency"> & {
  userId: string | null;
  amountCents: number | null;
  currency: string | null;
  signature: string | null;
};

/** The terms of buying `quantity` of a pack now. */
export function termsOf(
  pack: Pick<SellablePack, "id" | "name" | "credits" | "bonusCredits" | "amountCents" | "currency">,
  quantity: number,
  paymentId: string,
  { origin = "CHECKOUT", isGift = false }: Partial<Pick<PackTerms, "origin" | "isGift">> = {},
): PackTerms {
  const { id: packId, name: packName, credits, bonusCredits } = pack;
  const { currency } = pack;
  const amountCents = pack.amountCents * quantity;
  return { paymentId, packId, packName, credits, bonusCredits, quantity, isGift, origin, amountCents, currency };
}

/** The name of the purchase on the success page, in payments and in the billing history. */
export function describePack({ packName, quantity, isGift }: Pick<PackTerms, "packName" | "quantity" | "isGift">) {
  const sold = quantity === 1 ? packName : `${quantity} × ${packName}`;
  return isGift ? `Gift: ${sold}` : sold;
}

/** The terms as metadata strings, with a signature that proves that this app created them. */
export function toMetadata(terms: PackTerms, userId: string): Record<string, string> {
  return {
    refill_signature: signatureOf(terms, userId, env().NEXTAUTH_SECRET),
    refill_amount: String(terms.amountCents),
    refill_currency: terms.currency,
    refill_user: userId,
    refill_payment: terms.paymentId,
    refill_pack: terms.packId,
    refill_pack_name: terms.packName,
    refill_credits: String(terms.credits),
    refill_bonus_credits: String(terms.bonusCredits),
    refill_quantity: String(terms.quantity),
    refill_origin: terms.origin,
    ...(terms.isGift && { refill_gift: "yes" }),
  };
}

/** Whether terms were signed by this app for this user: then they are trusted even without a record of the sale. */
export function isSigned(claimed: ClaimedTerms): boolean {
  const { userId, amountCents, currency, signature } = claimed;
  if (userId === null || amountCents === null || currency === null || signature === null) return false;
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS } = env();
  const secrets = [NEXTAUTH_SECRET, ...(NEXTAUTH_SECRET_PREVIOUS ? [NEXTAUTH_SECRET_PREVIOUS] : [])];
  return secrets.some((secret) =>
    isSame(signature, signatureOf({ ...claimed, amountCents, currency }, userId, secret)),
  );
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function signatureOf(terms: PackTerms, userId: string, secret: string): string {
  const { paymentId, packId, credits, bonusCredits, quantity, origin, amountCents, currency } = terms;
  const said = [userId, paymentId, packId, `${credits}`, `${bonusCredits}`, quantity, origin, amountCents, currency];
  // Only a gift's signature covers it: those from before gifts stay valid, and none is valid for the other kind.
  if (terms.isGift) said.push("gift");
  return createHmac("sha256", secret)
    .update(`refill-pack-terms ${JSON.stringify(said)}`)
    .digest("base64url");
}

/** The terms in the metadata of a session or payment; null when it is not for a pack sold by this app. */
export function fromMetadata(metadata: Record<string, string>): ClaimedTerms | null {
  const parsed = schema.safeParse(metadata);
  return parsed.success ? parsed.data : null;
}

const count = z.string().regex(/^\d{1,16}$/);

const schema = z
  .object({
    refill_payment: z.uuid(),
    refill_pack: z.uuid(),
    refill_pack_name: z.string(),
    refill_credits: count,
    refill_bonus_credits: count,
    refill_quantity: count,
    refill_user: z.string().optional(),
    refill_amount: count.optional(),
    refill_currency: z.string().optional(),
    refill_signature: z.string().optional(),
    refill_gift: z.literal("yes").optional(),
    // Sales from before this field was added came from Checkout.
    refill_origin: z.enum(PACK_ORIGINS).catch("CHECKOUT"),
  })
  .transform((metadata) => ({
    paymentId: metadata.refill_payment,
    packId: metadata.refill_pack,
    packName: metadata.refill_pack_name,
    credits: BigInt(metadata.refill_credits),
    bonusCredits: BigInt(metadata.refill_bonus_credits),
    quantity: Number(metadata.refill_quantity),
    origin: metadata.refill_origin,
    isGift: metadata.refill_gift === "yes",
    userId: metadata.refill_user ?? null,
    amountCents: metadata.refill_amount === undefined ? null : Number(metadata.refill_amount),
    currency: metadata.refill_currency ?? null,
    signature: metadata.refill_signature ?? null,
  }));
