"use server";

import { z } from "zod";
import { catalogueChanged } from "@/app/catalogue-changed";
import type { LinkOutcome } from "@/components/admin/link-stripe-price";
import { adminActor } from "@/lib/auth/admin-actor";
import { requireAdmin } from "@/lib/auth/guards";
import { requireRecentIdentity } from "@/lib/auth/require-recent-identity";
import { checkStripePrice, linkStripePrice } from "@/lib/catalog/adoption/link-stripe-price";
import { now } from "@/lib/clock";
import { formatMoney } from "@/lib/format/money";
import { services } from "@/lib/services";
import { storableText } from "@/lib/storable";
import type { PriceToLink } from "@/lib/stripe/price-to-link";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

const requestSchema = z.object({
  kind: z.enum(["plan", "pack"]),
  id: z.uuid(),
  stripePriceId: storableText.trim().min(1).max(255),
});

/** Says whether a Stripe price can sell the plan or pack. */
export async function checkPrice(kind: unknown, id: unknown, stripePriceId: unknown): Promise<LinkOutcome> {
  requireRecentIdentity(await requireAdmin(), "/admin/plans");
  const request = requestSchema.safeParse({ kind, id, stripePriceId });
  if (!request.success) return UNKNOWN;
  const checked = await whenStripeAnswers(() => checkStripePrice(services(), request.data));
  if (!checked.ok) return whyNot(checked);
  const sentence = `${named(checked.price)} fits.`;
  return { ok: true, sentences: [checked.isLinked ? `${sentence} It is linked already.` : sentence] };
}

/** Links a Stripe price to the plan or pack. */
export async function linkPrice(kind: unknown, id: unknown, stripePriceId: unknown): Promise<LinkOutcome> {
  const admin = await requireAdmin();
  requireRecentIdentity(admin, "/admin/plans");
  const request = requestSchema.safeParse({ kind, id, stripePriceId });
  if (!request.success) return UNKNOWN;
  const actor = await adminActor(admin);
  const at = await now();
  const linked = await whenStripeAnswers(() => linkStripePrice(services(), actor, request.data, at));
  if (!linked.ok) return whyNot(linked);
  catalogueChanged();
  const later = linked.pushed ? "" : " Other prices are missing in Stripe; push them again later.";
  return { ok: true, sentences: [`${named(linked.price)} is linked and on sale.${later}`] };
}

const UNKNOWN: LinkOutcome = { ok: false, sentences: ["This is not in the catalogue. Reload the page."] };

function whyNot(refusal: { reason: string; sentences?: string[] }): LinkOutcome {
  if (refusal.reason === "unknown_item") return UNKNOWN;
  return { ok: false, sentences: refusal.sentences ?? ["Stripe could not be reached. Try again in a moment."] };
}

/** "$29.00 of Old Basic (price_1)". */
function named({ id, amountCents, currency, productName }: PriceToLink): string {
  return `${formatMoney(amountCents ?? 0, currency)} of ${productName} (${id})`;
}
