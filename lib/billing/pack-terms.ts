import { z } from "zod";
import type { SellablePack } from "@/lib/catalog/queries";

/**
 * What was promised when a pack was bought. It travels as metadata on the Checkout session and the payment, so that
 * what is granted is what was sold, whatever the catalogue says by then.
 */
export type PackTerms = {
  paymentId: string;
  packId: string;
  packName: string;
  credits: bigint;
  bonusCredits: bigint;
  quantity: number;
  /** How the purchase came about. */
  origin: "CHECKOUT" | "TOP_UP" | "AUTO_TOP_UP";
};

/** The terms of buying `quantity` of a pack now. */
export function termsOf(
  pack: Pick<SellablePack, "id" | "name" | "credits" | "bonusCredits">,
  quantity: number,
  paymentId: string,
  origin: PackTerms["origin"] = "CHECKOUT",
): PackTerms {
  const { id: packId, name: packName, credits, bonusCredits } = pack;
  return { paymentId, packId, packName, credits, bonusCredits, quantity, origin };
}

/** What the purchase is called on Checkout's return, in payments and in the billing history. */
export function describePack({ packName, quantity }: Pick<PackTerms, "packName" | "quantity">): string {
  return quantity === 1 ? packName : `${quantity} × ${packName}`;
}

/** The terms as metadata, all text. */
export function toMetadata(terms: PackTerms, userId: string): Record<string, string> {
  return {
    refill_user: userId,
    refill_payment: terms.paymentId,
    refill_pack: terms.packId,
    refill_pack_name: terms.packName,
    refill_credits: String(terms.credits),
    refill_bonus_credits: String(terms.bonusCredits),
    refill_quantity: String(terms.quantity),
    refill_origin: terms.origin,
  };
}

/** The terms in a session's or payment's metadata; null when it is not of a pack that was sold here. */
export function fromMetadata(metadata: Record<string, string>): PackTerms | null {
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
    // What was sold before this was noted came from Checkout.
    refill_origin: z.enum(["CHECKOUT", "TOP_UP", "AUTO_TOP_UP"]).catch("CHECKOUT"),
  })
  .transform((metadata) => ({
    paymentId: metadata.refill_payment,
    packId: metadata.refill_pack,
    packName: metadata.refill_pack_name,
    credits: BigInt(metadata.refill_credits),
    bonusCredits: BigInt(metadata.refill_bonus_credits),
    quantity: Number(metadata.refill_quantity),
    origin: metadata.refill_origin,
  }));
